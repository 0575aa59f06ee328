import { serveOffscreenEncoding } from '../../predict/serve-encoding'

serveOffscreenEncoding()
