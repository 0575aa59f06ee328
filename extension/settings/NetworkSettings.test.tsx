// @vitest-environment happy-dom
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/preact'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { stored } from '../storage'
import { NetworkSettings } from './NetworkSettings'
import { defaultSettings } from './settings'
import { WalletSettings } from './WalletSettings'

// Modules load late here, on machines that may be busy.
configure({ asyncUtilTimeout: 15_000 })
vi.setConfig({ testTimeout: 30_000 })

let anvil: ChildProcess
let rpcUrl: string

// The contracts' own way to start a chain resolves files by URLs, which happy-dom's page changes.
beforeAll(async () => {
  anvil = spawn(join(process.cwd(), 'node_modules/.bin/anvil'), ['--port', '0'])
  rpcUrl = await new Promise((resolve, reject) => {
    let output = ''
    anvil.stdout!.on('data', chunk => {
      output += chunk
      const address = /Listening on ([\d.:]+)/.exec(output)?.[1]
      if (address) resolve(`http://${address}`)
    })
    anvil.once('error', reject)
  })
}, 60_000)

afterAll(() => anvil.kill())

beforeEach(() => fakeBrowser.reset())

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function fill(label: string, value: string): Promise<void> {
  fireEvent.input(await screen.findByLabelText(label), { target: { value } })
}

const save = async () =>
  fireEvent.click(await screen.findByRole('button', { name: /^(Check and )?[Ss]ave$/ }))

describe('the network’s settings', () => {
  it('are saved once the endpoint answered for the chain', async () => {
    render(<NetworkSettings />)
    await fill('Endpoint', rpcUrl)
    await save()
    expect(await screen.findByText(/answers for chain 31337 at block 0/)).toBeDefined()
    expect((await stored.settings.get()).network.rpcUrl).toBe(rpcUrl)
  })

  it('stay as they were when the endpoint is on another chain', async () => {
    render(<NetworkSettings />)
    await fill('Endpoint', rpcUrl)
    await fill('Chain id', '1')
    await save()
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(/is on chain 31337, not 1.*settings are unchanged/)
    expect(await stored.settings.get()).toEqual(defaultSettings())
  })

  it('cannot be saved with a field that makes no sense', async () => {
    render(<NetworkSettings />)
    await fill('Factory', '0x12')
    const field = await screen.findByLabelText('Factory')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/40 hexadecimal digits/)).toBeDefined()
    const button = screen.getByRole('button', { name: 'Check and save' }) as HTMLButtonElement
    expect(button.disabled).toBe(true)
  })

  it('ask for the endpoint’s host only when it refuses cross-origin reads', async () => {
    let allowed = false
    const request = vi.fn(async () => {
      allowed = true
      return true
    })
    Object.assign(fakeBrowser.permissions, { request })
    const through = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (!allowed && init.mode !== 'no-cors') return Promise.reject(new TypeError('CORS'))
      return init.mode === 'no-cors' ? Promise.resolve(Response.error()) : through(url, init)
    })
    render(<NetworkSettings />)
    await fill('Endpoint', rpcUrl)
    await save()
    fireEvent.click(await screen.findByRole('button', { name: 'Allow Hivemark to reach it' }))
    expect(request).toHaveBeenCalledWith({ origins: ['http://127.0.0.1/*'] })
    expect(await screen.findByText('Saved')).toBeDefined()
  })
})

describe('the wallet’s settings', () => {
  it('take another extension id for MetaMask, and give it up again', async () => {
    const id = 'abcdefghijklmnopabcdefghijklmnop'
    render(<WalletSettings />)
    await fill('MetaMask’s extension id', 'not an id')
    expect(screen.getByText(/32 letters from a to p/)).toBeDefined()
    await fill('MetaMask’s extension id', id)
    await save()
    await screen.findByText('Saved')
    expect((await stored.settings.get()).wallet.extensionId).toBe(id)
    await fill('MetaMask’s extension id', '')
    await save()
    await screen.findByText('Saved')
    expect((await stored.settings.get()).wallet.extensionId).toBeNull()
  })
})
