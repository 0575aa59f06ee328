import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicClient, http } from 'viem'
import { findFoundry } from './foundry.ts'

export interface LocalChain {
  readonly rpcUrl: string
  /** Ends the chain; resolves once its process is gone. */
  stop(): Promise<void>
}

export interface ChainOptions {
  /** Default 8545; 0 lets the system choose one. */
  readonly port?: number
  /** Seconds between blocks; default: a block per transaction. */
  readonly blockTime?: number
  /** Where to keep the state between runs; default: nowhere. */
  readonly stateFile?: string
}

/** Anvil did not come up. */
export class ChainStartError extends Error {
  override readonly name = 'ChainStartError'
}

const START_TIMEOUT_MS = 30_000

/**
 * Starts a local chain (Anvil, chain 31337, its well-known accounts) and waits until it answers.
 * @throws FoundryMissingError, ChainStartError
 */
export async function startChain(options: ChainOptions = {}): Promise<LocalChain> {
  const child = spawn(findFoundry('anvil'), anvilArguments(options), {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const killChild = () => child.kill()
  process.once('exit', killChild)
  const stop = async () => {
    process.off('exit', killChild)
    child.kill()
    await gone
  }
  try {
    const rpcUrl = `http://127.0.0.1:${await listeningPort(child)}`
    await createPublicClient({ transport: http(rpcUrl, { retryCount: 5 }) }).getBlockNumber()
    // Anvil's log is of no use from here on, but a full pipe would stop it.
    child.stdout?.resume()
    child.stderr?.resume()
    return { rpcUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function anvilArguments(options: ChainOptions): string[] {
  const list = ['--host', '127.0.0.1', '--port', String(options.port ?? 8545)]
  if (options.blockTime !== undefined) list.push('--block-time', String(options.blockTime))
  if (options.stateFile !== undefined) list.push('--state', options.stateFile)
  return list
}

/** The port that Anvil says it listens on. */
function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (what: string) => {
      const lines = output.trim().split('\n').slice(-3).join('\n')
      reject(new ChainStartError(`The local chain (anvil) ${what}.\n${lines}`.trim()))
    }
    const timer = setTimeout(() => fail('did not start in 30 seconds'), START_TIMEOUT_MS)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const port = /Listening on [\d.]+:(\d+)/.exec(output)?.[1]
      if (port === undefined) return
      clearTimeout(timer)
      resolve(Number(port))
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', error => {
      clearTimeout(timer)
      reject(new ChainStartError(`The local chain (anvil) could not be run: ${error.message}`))
    })
    child.once('exit', code => {
      clearTimeout(timer)
      fail(`ended with code ${code}; is the port taken?`)
    })
  })
}
