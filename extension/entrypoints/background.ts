import { offerInContextMenu } from '../capture/context-menu'
import { startWatching } from '../label/watch-intents'
import { servePages } from '../page-labels/serve-pages'
import { serveEncoding } from '../predict/serve-encoding'
import { welcomeOnInstall } from '../welcome/open-once'

export default defineBackground({
  type: 'module',
  main() {
    const encoder = serveEncoding()
    offerInContextMenu(encoder.warmUp)
    servePages(encoder)
    startWatching()
    welcomeOnInstall()
  },
})
