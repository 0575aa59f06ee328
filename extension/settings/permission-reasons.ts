/** A permission of the manifest, as people meet it. */
export interface PermissionReason {
  /** Its name in the manifest; `hosts` stands for all optional host patterns. */
  readonly name: string
  /** What it lets the extension do, in plain words. */
  readonly allows: string
  /** What we do with it, and what not. */
  readonly reason: string
}

/** Every permission the extension has or may ask for, and why. What the stores are told says the same. */
export const permissionReasons: readonly PermissionReason[] = [
  {
    name: 'activeTab',
    allows: 'Read the page in front',
    reason:
      'Only when you press the button, the shortcut or the menu item, and only that page: what you selected, and its address if you keep tasks for sites.',
  },
  {
    name: 'scripting',
    allows: 'Run code in that page',
    reason:
      'To read what you selected, to ask a wallet that lives in the page, and to label the pages of sites you switched on.',
  },
  {
    name: 'contextMenus',
    allows: 'Add to the right-click menu',
    reason: 'One entry, “Classify selection”.',
  },
  {
    name: 'storage',
    allows: 'Keep things on this machine',
    reason: 'Settings, tasks, copies of models, your drafts.',
  },
  {
    name: 'alarms',
    allows: 'Wake up now and then',
    reason: 'To see a transaction of yours through after you closed its tab.',
  },
  {
    name: 'offscreen',
    allows: 'Open a page nobody sees',
    reason: 'It holds the encoder, because Chromium lets nothing else do the computing.',
  },
  {
    name: 'hosts',
    allows: 'Reach one more site',
    reason:
      'Asked for by name, when you choose something that needs it: an endpoint that lets no extension read it, or a site whose pages you want labelled.',
  },
]

/** Those that this browser's build has. */
export function ownPermissions(): readonly PermissionReason[] {
  return permissionReasons.filter(({ name }) => !(import.meta.env.FIREFOX && name === 'offscreen'))
}
