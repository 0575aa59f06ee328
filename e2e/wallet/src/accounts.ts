import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** Anvil's default mnemonic, known to everyone: whatever these accounts hold is nobody's. */
const mnemonic = 'test test test test test test test test test test test junk'

/** The ten accounts that Anvil fills by default, in its order. */
export const accounts: readonly HDAccount[] = Array.from({ length: 10 }, (_, addressIndex) =>
  mnemonicToAccount(mnemonic, { addressIndex }),
)
