import { mirrorSource, type WeightSource } from '@hivemark/encoder/use-lite/weights'
import { checkUrl } from '../settings/validate'

/** A mirror as a person types its address, or what is wrong with it. */
export function checkMirror(
  text: string,
): { readonly source: WeightSource } | { readonly problem: string } {
  const checked = checkUrl(
    text,
    'A mirror is an address such as https://files.example.org/use-lite/.',
  )
  return 'problem' in checked ? checked : { source: mirrorSource(checked.url) }
}
