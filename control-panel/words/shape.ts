/** The keys of one language as the demand on the other. */
export type Same<Words> = { readonly [Key in keyof Words]: Words[Key] extends string ? string : Same<Words[Key]> }
