import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type FoundryTool = 'forge' | 'anvil'

/** A Foundry program is neither installed by npm (which has it for some systems only) nor on PATH. */
export class FoundryMissingError extends Error {
  override readonly name = 'FoundryMissingError'

  constructor(readonly tool: FoundryTool) {
    super(
      `${tool} was not found. npm has it for Linux on x64 (and forge for macOS on arm64): run "npm install" there. ` +
        'On other systems install Foundry (https://getfoundry.sh) so that it is on PATH.',
    )
  }
}

/**
 * Where a Foundry program is: the one npm installed for this system, else one on PATH.
 * @throws FoundryMissingError
 */
export function findFoundry(tool: FoundryTool): string {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = [...npmFolders(), ...(process.env.PATH ?? '').split(delimiter)]
  for (const folder of folders) {
    const path = join(folder, tool + suffix)
    if (folder !== '' && existsSync(path)) return path
  }
  throw new FoundryMissingError(tool)
}

/** `node_modules/.bin` of this folder and of all above it: npm puts a workspace's programs at the root. */
function npmFolders(): string[] {
  const folders: string[] = []
  let folder = dirname(fileURLToPath(import.meta.url))
  while (folder !== dirname(folder)) {
    folders.push(join(folder, 'node_modules', '.bin'))
    folder = dirname(folder)
  }
  return folders
}
