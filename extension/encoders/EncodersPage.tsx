import { bytesText } from '../ui/format'
import { Hex } from '../ui/parts'
import { type EncoderFamily, encoderFamilies } from './known-encoders'
import { WeightsControl } from './WeightsControl'
import './encoders.css'

/** Which encoders this extension can run, and the way to the files of those that need some. */
export function EncodersPage() {
  return (
    <div class="stack">
      <h1>Encoders</h1>
      <p class="prose">
        An encoder turns text into numbers, on this machine. A task names the one it was taught
        with.
      </p>
      {encoderFamilies.map(family => (
        <Family key={family.name} family={family} />
      ))}
    </div>
  )
}

function Family({ family: { name, encoders, weights } }: { family: EncoderFamily }) {
  return (
    <section class="panel encoder stack" aria-label={name}>
      <h2>{name}</h2>
      <ul class="encoder-ids num">
        {encoders.map(each => (
          <li key={each.id}>
            {featuresOf(each)} features, <Hex value={each.id} />
          </li>
        ))}
      </ul>
      {weights ? (
        <>
          <p class="note prose">
            It judges whole sentences, reads 128 tokens (about 100 words) and takes{' '}
            {bytesText(weights.reduce((sum, { bytes }) => sum + bytes, 0))} that are not part of the
            extension. Every file is checked; once they are here, nothing is asked for again.
          </p>
          <WeightsControl files={weights} />
        </>
      ) : (
        <p class="state done">Part of the extension</p>
      )}
    </section>
  )
}

function featuresOf(encoder: EncoderFamily['encoders'][number]): number {
  if (encoder.kind === 'built-in') return 64
  return encoder.projection?.features ?? 512
}
