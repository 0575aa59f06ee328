import { offerInContextMenu } from '../capture/context-menu'
import { startWatching } from '../label/watch-intents'
import { serveEncoding } from '../predict/serve-encoding'
import { welcomeOnInstall } from '../welcome/open-once'

export default defineBackground({
  type: 'module',
  main() {
    const warmUp = serveEncoding()
    offerInContextMenu(warmUp)
    startWatching()
    welcomeOnInstall()
  },
})
