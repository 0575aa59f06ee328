import { setBackend, type Tensor } from '@tensorflow/tfjs'
import { load } from '@tensorflow-models/universal-sentence-encoder'
import { measureWhenAsked } from './measure'

// As the model's own package is used when one follows its documentation, without a graphics card.
measureWhenAsked(async (_, folder) => async () => {
  await setBackend('cpu')
  const use = await load({
    modelUrl: `${folder}use-lite/model.json`,
    vocabUrl: `${folder}use-lite/vocab.json`,
  })
  return async text => {
    const embedding = (await use.embed(text)) as unknown as Tensor
    await embedding.data()
    embedding.dispose()
  }
})
