import { ownPermissions } from './permission-reasons'
import './settings.css'

/** What the browser lets the extension do, each with its reason. */
export function PermissionList() {
  return (
    <dl class="permissions">
      {ownPermissions().map(({ name, allows, reason }) => (
        <div key={name}>
          <dt>{allows}</dt>
          <dd>{reason}</dd>
        </div>
      ))}
    </dl>
  )
}
