import preact from '@preact/preset-vite'
import { defineConfig } from 'wxt'

/**
 * The public half of the key that fixes the unpacked extension's id in Chromium, so that wallets,
 * tests and bookmarks can name it. Stores assign their own id, hence it stays out of store zips.
 */
const developmentKey = process.env.HIVEMARK_EXTENSION_KEY

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: 'dist',
  modules: ['@wxt-dev/webextension-polyfill'],
  // The encoder's Worker loads encoders that few need only when they are asked for.
  vite: () => ({ plugins: [preact()], worker: { format: 'es' } }),
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
              strict_min_version: '128.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {}),
    ...(developmentKey ? { key: developmentKey } : {}),
  }),
})
