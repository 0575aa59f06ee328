import preact from '@preact/preset-vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'wxt'
import { publishedData } from './extension/label/published-data'

/**
 * The public half of the key that fixes the unpacked extension's id in Chromium, so that wallets,
 * tests and bookmarks can name it. Stores assign their own id, hence it stays out of store zips.
 */
const developmentKey = process.env.HIVEMARK_EXTENSION_KEY

/**
 * Takes the way to write HTML out of Preact. We show strings of strangers as text, never as markup;
 * without it nobody can do otherwise, and reviewers need not look for it.
 */
function withoutInnerHtml(): Plugin {
  return {
    name: 'without-inner-html',
    transform(code, id) {
      if (!/node_modules\/preact\/dist\/preact\.m?js/.test(id)) return null
      const refusal = '(()=>{throw new Error("Markup is never written from a string here")})()'
      const without = code.replace(/\w+\.innerHTML=\w+\.__html/, refusal)
      if (without === code) this.error('Preact writes HTML in another way than this plugin knows.')
      return { code: without, map: null }
    },
  }
}

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: 'dist',
  modules: ['@wxt-dev/webextension-polyfill'],
  // The encoder's Worker loads encoders that few need only when they are asked for.
  vite: () => ({ plugins: [preact(), withoutInnerHtml()], worker: { format: 'es' } }),
  zip: {
    // What a reviewer needs to build the same package, and no more; see extension/store/SOURCE.md.
    includeSources: [
      'LICENSE',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'wxt.config.ts',
      'extension/**',
      'encoder/package.json',
      'encoder/{src,table}/**',
      'contracts/package.json',
      'contracts/{client,abi}/**',
      'contracts/deploy/starters/*.json',
    ],
    // Pictures, and what only tests use.
    excludeSources: ['extension/store/pictures/**', 'extension/**/{practice,test}-*.ts'],
  },
  manifest: ({ browser }) => ({
    name: 'Hivemark',
    description:
      'A second opinion on any text: a shared model you can read for free and correct with a refundable deposit.',
    permissions: [
      'activeTab',
      'alarms',
      'contextMenus',
      'scripting',
      'storage',
      ...(browser === 'firefox' ? [] : ['offscreen']),
    ],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    content_security_policy: {
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
    },
    commands: {
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+H' },
        description: 'Classify the selected text',
      },
    },
    action: { default_title: 'Hivemark' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'hivemark@hivemark.example',
              // The first version that asks about data as below, on desktops and on Android.
              strict_min_version: '142.0',
              // Reading sends nothing. What a submission sends is asked for when one is made.
              data_collection_permissions: { required: ['none'], optional: [...publishedData] },
            },
          },
        }
      : {}),
    ...(developmentKey ? { key: developmentKey } : {}),
  }),
})
