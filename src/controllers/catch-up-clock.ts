import type { Clock } from '../apimachinery/clock.ts'

/** A clock that can be put back to moments that have passed while nobody looked, and goes right otherwise. */
export class CatchUpClock implements Clock {
  private moment: Date | undefined

  constructor(private readonly real: Clock) {}

  now(): Date {
    return this.moment ?? this.real.now()
  }

  /** Puts the clock to a moment (ms since 1970); undefined puts it right again. */
  set(moment: number | undefined): void {
    this.moment = moment === undefined ? undefined : new Date(moment)
  }
}
