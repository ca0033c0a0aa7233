/** A rule that cannot be read. */
export class CelSyntaxError extends Error {}

/** What goes wrong while an expression is evaluated: the rule fails with it. */
export class CelError extends Error {}

/** A function that is not known here: what the rule comes to cannot be told. */
export class UnknownInCel extends Error {}
