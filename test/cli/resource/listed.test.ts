import { describe, expect, it } from 'vitest'
import { resources } from '../../../src/api/discovery.ts'
import { badRequest, forbidden, genericNotFound } from '../../../src/apimachinery/status.ts'
import { unableToList } from '../../../src/cli/resource/listed.ts'

const pods = resources().find(({ resource }) => resource === 'pods')!
const none = { labelSelector: '', fieldSelector: '' }

describe('what kubectl makes of a list that cannot be', () => {
  it('says what was selected where the server cannot read the selector', () => {
    expect(unableToList(badRequest('why'), pods, { ...none, labelSelector: 'a=b=c' }).message).toBe(
      'Unable to find "/v1, Resource=pods" that match label selector "a=b=c", field selector "": why',
    )
  })

  it('says what was to be listed where nothing was selected', () => {
    expect(unableToList(genericNotFound(), pods, none).message).toBe(
      'Unable to list "/v1, Resource=pods": the server could not find the requested resource',
    )
  })

  it('leaves any other answer as it is', () => {
    const error = forbidden(pods, '', 'why')
    expect(unableToList(error, pods, none)).toBe(error)
  })
})
