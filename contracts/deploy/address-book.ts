import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Address } from 'viem'
import { DeployError } from './create2.ts'
import type { Deployment } from './deploy.ts'

/** What is where, by chain id. */
export type AddressBook = Readonly<Record<string, AddressPage>>

export interface AddressPage {
  readonly factory: Address
  /** By `incentive × model`. */
  readonly implementations: Readonly<Record<string, Address>>
  /** By the starter's slug. */
  readonly tasks: Readonly<Record<string, Address>>
}

/**
 * Writes a deployment into a file, keeping what is there of other chains, and other tasks of this one.
 * @throws DeployError if the file is no address book
 */
export function writeAddressBook(path: string, chainId: number, deployment: Deployment): void {
  const book = existsSync(path) ? readAddressBook(path) : {}
  const before = book[chainId]
  const page: AddressPage = {
    factory: deployment.factory,
    implementations: { ...before?.implementations, ...deployment.implementations },
    tasks: {
      ...before?.tasks,
      ...Object.fromEntries(deployment.tasks.map(({ slug, address }) => [slug, address])),
    },
  }
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ ...book, [chainId]: page }, null, 2)}\n`)
}

/** @throws DeployError if the file is no address book */
export function readAddressBook(path: string): AddressBook {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as AddressBook
    }
  } catch (error) {
    throw new DeployError(`${path} is no address book: ${(error as Error).message}`)
  }
  throw new DeployError(`${path} is no address book: it holds no object.`)
}
