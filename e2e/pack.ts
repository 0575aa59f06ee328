import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun, root } from './fixtures/run'

// Makes a package that others install, JavaScript with its types and what belongs to it:
// npm run package --workspace encoder|contracts [-- FOLDER]

/** What a package is made of; paths are from its own folder. */
interface Package {
  /** What people import, and the source of each, without its ending. */
  readonly entries: Readonly<Record<string, string>>
  /** Further sources that the compiler has to look at. */
  readonly include: readonly string[]
  /** Taken over as they are; tests are left out. */
  readonly copied: readonly string[]
  /** What people may import beside the entries. */
  readonly others: Readonly<Record<string, string>>
}

const packages: Readonly<Record<string, Package>> = {
  encoder: {
    entries: {
      '.': 'src/index',
      './use-lite': 'src/use-lite/index',
      './use-lite/weights': 'src/use-lite/weights/index',
    },
    include: [],
    copied: ['table/static-2.bin', 'table/ATTRIBUTION.md', 'README.md', 'SPEC.md'],
    others: { './table': './table/static-2.bin' },
  },
  contracts: {
    entries: { '.': 'client/index', './deploy': 'deploy/index' },
    include: ['abi/generated/**/*.ts'],
    copied: ['src', 'docs', 'README.md', 'deploy/starters'],
    others: { './src/*': './src/*' },
  },
}

const [name = '', destination] = process.argv.slice(2)
const plan = packages[name]
if (!plan) throw new Error(`Name one of ${Object.keys(packages).join(', ')}.`)
await pack(plan, join(root, name), destination ?? join(root, name, 'out'))

async function pack(plan: Package, home: string, folder: string): Promise<void> {
  const target = join(folder, 'package')
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  await compile(plan, home, target)
  for (const path of plan.copied) {
    // What the code reads beside itself lies beside the compiled code.
    const to = path.startsWith('deploy/') ? join('dist', path) : path
    cpSync(join(home, path), join(target, to), {
      recursive: true,
      filter: source => !source.endsWith('.test.ts'),
    })
  }
  cpSync(join(root, 'LICENSE'), join(target, 'LICENSE'))
  const manifest = manifestOf(plan, home)
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await mustRun('npm', ['pack', target, '--silent', '--pack-destination', folder])
  console.log(`hivemark-${name}-${manifest.version}.tgz is in ${folder}: install it with npm.`)
}

/** The sources import each other with their endings, which no package can; the compiler rewrites them. */
async function compile(plan: Package, home: string, target: string): Promise<void> {
  const settings = join(target, 'tsconfig.json')
  const compilerOptions = {
    target: 'ES2022',
    module: 'NodeNext',
    lib: ['ES2023', 'DOM', 'DOM.AsyncIterable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    strict: true,
    skipLibCheck: true,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
    rootDir: home,
    outDir: join(target, 'dist'),
  }
  const files = Object.values(plan.entries).map(path => join(home, `${path}.ts`))
  const include = plan.include.map(path => join(home, path))
  writeFileSync(settings, JSON.stringify({ compilerOptions, files, include }))
  await mustRun('npx', ['--no-install', 'tsc', '-p', settings])
  rmSync(settings)
}

function manifestOf({ entries, others }: Package, home: string) {
  const { name, version, description, license, dependencies } = JSON.parse(
    readFileSync(join(home, 'package.json'), 'utf8'),
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
    exports: { ...Object.fromEntries(exported), ...others },
    dependencies,
  }
}
