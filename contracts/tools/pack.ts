import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'out', 'package')

/**
 * Makes the package that others install: JavaScript with its types, the Solidity, the documents. The
 * sources import each other with their endings, which no package can; the compiler rewrites them.
 */
function main(): void {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  const settings = join(target, 'tsconfig.json')
  writeFileSync(settings, JSON.stringify(compilerSettings()))
  run('npx', ['--no-install', 'tsc', '-p', settings])
  rmSync(settings)
  for (const each of ['src', 'docs', 'README.md']) {
    cpSync(join(root, each), join(target, each), {
      recursive: true,
      filter: path => !path.endsWith('.test.ts'),
    })
  }
  cpSync(join(root, 'deploy', 'starters'), join(target, 'dist', 'deploy', 'starters'), {
    recursive: true,
  })
  cpSync(join(root, '..', 'LICENSE'), join(target, 'LICENSE'))
  const manifest = packageManifest()
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  run('npm', ['pack', target, '--pack-destination', join(root, 'out')])
  console.log(`out/hivemark-contracts-${manifest.version}.tgz: install it with npm, beside viem.`)
}

function compilerSettings() {
  return {
    compilerOptions: {
      target: 'ES2022',
      module: 'NodeNext',
      lib: ['ES2023', 'DOM'],
      types: ['node'],
      typeRoots: [join(root, '..', 'node_modules', '@types')],
      strict: true,
      skipLibCheck: true,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      rootDir: root,
      outDir: join(target, 'dist'),
    },
    files: [join(root, 'client', 'index.ts'), join(root, 'deploy', 'index.ts')],
    include: [join(root, 'abi', 'generated', '**', '*.ts')],
  }
}

function packageManifest() {
  const { name, version, description, license, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  const entry = (path: string) => ({
    types: `./dist/${path}.d.ts`,
    default: `./dist/${path}.js`,
  })
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    exports: {
      '.': entry('client/index'),
      './deploy': entry('deploy/index'),
      './src/*': './src/*',
    },
    files: ['dist', 'src', 'docs'],
    dependencies,
  }
}

function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}

main()
