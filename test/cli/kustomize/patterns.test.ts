import { expect, test } from 'vitest'
import { CommandError } from '../../../src/cli/errors.ts'
import { changeImages } from '../../../src/cli/kustomize/transformers/images.ts'

test.each([
  ['a(', 'missing closing ): `^(?:a()$`'],
  ['[z-a]', 'invalid pattern: `[z-a]`'],
])('the name %s of an image, which is a pattern, is refused', (name, problem) => {
  expect(() => changeImages([], { name, newTag: '1' }, [])).toThrow(
    new CommandError(`error parsing regexp: ${problem}`),
  )
})
