import { defineConfig } from 'vitest/config'
import { WxtVitest } from 'wxt/testing/vitest-plugin'

export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    include: ['{extension,encoder,contracts,e2e}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'contracts/out/**'],
  },
})
