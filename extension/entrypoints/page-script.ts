import { startPage } from '../page-labels/in-page/start-page'

/** Runs in the pages of sites that someone switched on; in the manifest there is nothing of it. */
export default defineUnlistedScript(startPage)
