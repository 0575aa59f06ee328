import { bytesToHex, concat, type Hex, hexToBytes, keccak256, numberToHex, size, slice } from 'viem'

/**
 * Features as the contract takes them: feature + 128, one byte each.
 * @param features −127..127.
 */
export function packFeatures(features: Int8Array): Hex {
  const bytes = new Uint8Array(features.length)
  for (let i = 0; i < features.length; i++) bytes[i] = features[i]! + 128
  return bytesToHex(bytes)
}

/** The reverse of `packFeatures`; a byte of 0 becomes −128, which the contract refuses. */
export function unpackFeatures(packed: Hex): Int8Array {
  return Int8Array.from(hexToBytes(packed), byte => byte - 128)
}

/** The key of a sample's record: keccak256(packed features ‖ label as one byte). */
export function sampleKey(features: Int8Array, label: number): Hex {
  return keccak256(concat([packFeatures(features), numberToHex(label, { size: 1 })]))
}

/** One sample of a batch, as its event has it. */
export interface BatchPart {
  readonly features: Hex
  readonly label: number
}

/**
 * Cuts the event of a batch into its samples.
 * @param features All samples' features, one behind the other.
 * @param labels A byte a sample.
 * @returns Nothing if the features cannot be cut into so many equal parts: no contract wrote that.
 */
export function batchParts(features: Hex, labels: Hex): BatchPart[] {
  const each = size(features) / size(labels)
  if (!Number.isInteger(each) || each === 0) return []
  return [...hexToBytes(labels)].map((label, i) => ({
    features: slice(features, i * each, (i + 1) * each),
    label,
  }))
}

/** Why the contract would refuse features. */
export type FeatureFault =
  | { readonly kind: 'length'; readonly expected: number; readonly given: number }
  | { readonly kind: 'range'; readonly index: number }
  | { readonly kind: 'norm'; readonly squaredNorm: number; readonly maximum: number }

/** The check of `submit`, before any gas is spent; null if the contract takes the features. */
export function checkFeatures(features: Int8Array, dimensions: number): FeatureFault | null {
  if (features.length !== dimensions) {
    return { kind: 'length', expected: dimensions, given: features.length }
  }
  let squaredNorm = 0
  for (let i = 0; i < dimensions; i++) {
    const feature = features[i]!
    if (feature === -128) return { kind: 'range', index: i }
    squaredNorm += feature * feature
  }
  const maximum = (1024 * 65 * dimensions) / 64
  return squaredNorm > maximum ? { kind: 'norm', squaredNorm, maximum } : null
}
