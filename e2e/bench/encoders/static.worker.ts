import { computeEncoderId, loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { measureWhenAsked } from './measure'

measureWhenAsked(async readFile => {
  const table = await readFile('table.bin')
  return async () => {
    const id = await computeEncoderId(table)
    if (id !== STATIC_ENCODER_ID) throw new Error('The table is another one.')
    const encoder = loadStaticEncoder(table, id)
    return text => encoder.encode(text)
  }
})
