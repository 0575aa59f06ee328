import { serveApprovals } from './approvals'
import { openDoors } from './doors'
import { followModes } from './state'

followModes()
serveApprovals()
openDoors()
