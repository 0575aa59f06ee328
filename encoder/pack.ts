import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Makes the package that others install, JavaScript with its types, the table and the documents:
// npm run package --workspace encoder [-- FOLDER]

const root = fileURLToPath(new URL('.', import.meta.url))
const destination = process.argv[2] ?? join(root, 'out')
const target = join(destination, 'package')

/** What people import, and the source of each. */
const entries: Readonly<Record<string, string>> = {
  '.': 'index',
  './use-lite': 'use-lite/index',
  './use-lite/weights': 'use-lite/weights/index',
}

rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
compile()
for (const each of ['table/static-2.bin', 'table/ATTRIBUTION.md', 'README.md', 'SPEC.md']) {
  cpSync(join(root, each), join(target, each))
}
cpSync(join(root, '..', 'LICENSE'), join(target, 'LICENSE'))
const manifest = packageManifest()
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
run('npm', ['pack', target, '--silent', '--pack-destination', destination])
console.log(`hivemark-encoder-${manifest.version}.tgz is in ${destination}: install it with npm.`)

/** The sources import each other with their endings, which no package can; the compiler rewrites them. */
function compile(): void {
  const settings = join(target, 'tsconfig.json')
  writeFileSync(
    settings,
    JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        module: 'NodeNext',
        lib: ['ES2023', 'DOM', 'DOM.AsyncIterable'],
        types: [],
        strict: true,
        skipLibCheck: true,
        declaration: true,
        rewriteRelativeImportExtensions: true,
        allowImportingTsExtensions: true,
        verbatimModuleSyntax: true,
        rootDir: join(root, 'src'),
        outDir: join(target, 'dist'),
      },
      files: Object.values(entries).map(path => join(root, 'src', `${path}.ts`)),
    }),
  )
  run('npx', ['--no-install', 'tsc', '-p', settings])
  rmSync(settings)
}

function packageManifest() {
  const { name, version, description, license, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const exported = Object.entries(entries).map(([entry, path]) => [
    entry,
    { types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` },
  ])
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    exports: { ...Object.fromEntries(exported), './table': './table/static-2.bin' },
    files: ['dist', 'table', 'SPEC.md'],
    dependencies,
  }
}

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`)
  }
}
