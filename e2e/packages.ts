import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { permissionReasons } from '../extension/settings/permission-reasons'
import { root, runProgram } from './fixtures/run'

interface Manifest {
  readonly permissions: readonly string[]
  readonly host_permissions?: readonly string[]
  readonly optional_host_permissions?: readonly string[]
}

/** What a package's code must hold somewhere if a permission is of use to it. */
const traces: Readonly<Record<string, RegExp>> = {
  activeTab: /\.executeScript\b/,
  alarms: /\.alarms\b/,
  contextMenus: /\.contextMenus\b/,
  offscreen: /\.createDocument\b/,
  scripting: /\.scripting\b/,
  storage: /\bstorage\b/,
  hosts: /permissions\.request\b/,
}

/**
 * What a store would find wrong with the built packages, one line each: permissions that nothing uses or
 * nobody explains, and whatever Mozilla's linter (the one in `web-ext lint`) remarks.
 */
export async function packageFaults(): Promise<string[]> {
  const documents = ['extension/README.md', 'extension/store/permissions.md'].map(path => ({
    path,
    text: readFileSync(join(root, path), 'utf8'),
  }))
  const faults: string[] = []
  for (const name of ['chrome-mv3', 'firefox-mv3']) {
    const folder = join(root, 'dist', name)
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    faults.push(
      ...permissionFaults(manifest, scriptsIn(folder), documents).map(f => `${name}: ${f}`),
    )
  }
  return [...faults, ...(await lintFaults(join(root, 'dist/firefox-mv3')))]
}

/** Exported for its test. */
export function permissionFaults(
  manifest: Manifest,
  code: string,
  documents: readonly { readonly path: string; readonly text: string }[],
): string[] {
  const optional = (manifest.optional_host_permissions ?? []).length > 0 ? ['hosts'] : []
  const faults = (manifest.host_permissions ?? []).map(host => `${host} is had without asking`)
  for (const name of [...manifest.permissions, ...optional]) {
    const word = name === 'hosts' ? 'any host, _optional_' : `\`${name}\``
    if (!permissionReasons.some(reason => reason.name === name))
      faults.push(`${name} is not explained to people`)
    if (!traces[name]?.test(code)) faults.push(`${name} is not used`)
    for (const { path, text } of documents) {
      if (!text.includes(word)) faults.push(`${path} does not explain ${word}`)
    }
  }
  return faults
}

function scriptsIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.js'))
    .map(path => readFileSync(join(folder, path), 'utf8'))
    .join('\n')
}

interface Remark {
  readonly code: string
  readonly message: string
  readonly file?: string
}

async function lintFaults(folder: string): Promise<string[]> {
  const { output } = await runProgram('npx', [
    '--no-install',
    'addons-linter',
    folder,
    '--output=json',
  ])
  const begin = output.indexOf('{')
  if (begin < 0) return [`the linter gave no report: ${output.slice(-400)}`]
  const report = JSON.parse(output.slice(begin, output.lastIndexOf('}') + 1)) as {
    readonly errors: readonly Remark[]
    readonly warnings: readonly Remark[]
  }
  return [...report.errors, ...report.warnings].map(
    ({ code, message, file }) => `firefox-mv3, linter: ${code}: ${message} (${file ?? 'package'})`,
  )
}
