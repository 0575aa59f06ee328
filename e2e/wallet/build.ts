import { copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const source = resolve(fileURLToPath(import.meta.url), '..')

/** Where the built wallet lies, ready for `--load-extension`. */
export const walletFolder = resolve(source, '../../dist/wallet')

const modules = ['background', 'approve', 'options']
const contentScripts = ['page-provider', 'page-relay']

/** Bundles the development wallet into `dist/wallet`: about a second. */
export async function buildWallet(): Promise<string> {
  rmSync(walletFolder, { recursive: true, force: true })
  mkdirSync(walletFolder, { recursive: true })
  for (const file of ['manifest.json', 'approve.html', 'options.html', 'wallet.css']) {
    copyFileSync(join(source, file), join(walletFolder, file))
  }
  for (const name of modules) await bundle(name, 'es')
  // A content script cannot be a module.
  for (const name of contentScripts) await bundle(name, 'iife')
  return walletFolder
}

async function bundle(name: string, format: 'es' | 'iife'): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: walletFolder,
      emptyOutDir: false,
      target: 'es2022',
      minify: false,
      lib: {
        entry: join(source, 'src', `${name}.ts`),
        formats: [format],
        name: name.replaceAll('-', '_'),
        fileName: () => `${name}.js`,
      },
      // A service worker cannot import at run time.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await buildWallet())
