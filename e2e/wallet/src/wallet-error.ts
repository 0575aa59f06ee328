/** An error as EIP-1193 and EIP-1474 number them. */
export class WalletError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data?: unknown,
  ) {
    super(message)
  }
}

/** What a caller gets to see of anything thrown. */
export function asRpcError(error: unknown): { code: number; message: string; data?: unknown } {
  if (error instanceof WalletError) {
    return { code: error.code, message: error.message, data: error.data }
  }
  return { code: -32603, message: error instanceof Error ? error.message : String(error) }
}
