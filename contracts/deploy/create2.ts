import {
  type Account,
  type Address,
  type Chain,
  type Client,
  concat,
  type Hex,
  type Transport,
  zeroHash,
} from 'viem'
import {
  getBalance,
  getCode,
  sendRawTransaction,
  sendTransaction,
  waitForTransactionReceipt,
} from 'viem/actions'

/** The network cannot take the deployment. */
export class DeployError extends Error {
  override readonly name = 'DeployError'
}

/** A client that can sign: an account and a chain are set. */
export type DeployClient = Client<Transport, Chain, Account>

/** https://github.com/Arachnid/deterministic-deployment-proxy: one signed transaction for every network. */
const DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const SIGNER = '0x3fAB184622Dc19b6109349B94811493BF2a45362'
const COST = 10_000_000_000_000_000n
const TRANSACTION =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222'

/**
 * Puts a contract where its init code alone decides, on every network the same; nothing if it is there.
 * @param what Its name, for errors.
 * @returns Gas used.
 * @throws DeployError, viem's errors
 */
export async function deployOnce(
  client: DeployClient,
  what: string,
  address: Address,
  initCode: Hex,
): Promise<bigint> {
  if (await hasCode(client, address)) return 0n
  const deployerGas = await deployDeployer(client)
  const hash = await sendTransaction(client, { to: DEPLOYER, data: concat([zeroHash, initCode]) })
  const gasUsed = await succeed(client, hash, what)
  if (!(await hasCode(client, address))) {
    throw new DeployError(`${what} did not appear at its address.`)
  }
  return deployerGas + gasUsed
}

async function deployDeployer(client: DeployClient): Promise<bigint> {
  if (await hasCode(client, DEPLOYER)) return 0n
  let gasUsed = 0n
  const missing = COST - (await getBalance(client, { address: SIGNER }))
  if (missing > 0n) {
    const hash = await sendTransaction(client, { to: SIGNER, value: missing })
    gasUsed += await succeed(client, hash, 'Funding the CREATE2 deployer')
  }
  const hash = await sendRawTransaction(client, { serializedTransaction: TRANSACTION })
  return gasUsed + (await succeed(client, hash, 'The CREATE2 deployer'))
}

/** Waits for a transaction. @returns Gas used. @throws DeployError if it failed */
export async function succeed(client: DeployClient, hash: Hex, what: string): Promise<bigint> {
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (receipt.status !== 'success') {
    throw new DeployError(`${what} could not be deployed: transaction ${hash} failed.`)
  }
  return receipt.gasUsed
}

export async function hasCode(client: Client, address: Address): Promise<boolean> {
  const code = await getCode(client, { address })
  return code !== undefined && code !== '0x'
}
