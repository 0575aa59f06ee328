import { Buffer } from 'buffer'
import process from 'process'

/** The MetaMask library expects Node's globals; this must run before its first line. */
Object.assign(globalThis, { Buffer, process, global: globalThis })
