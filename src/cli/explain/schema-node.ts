/** What explain knows of a type: the parts of an OpenAPI schema that it prints, read when they are needed. */
export interface SchemaNode {
  description?: string
  /** OpenAPI's type: "object", "string", …; none where a value may be of several types. */
  type?: string
  /** The type's own name, as "PodSpec"; none for types that have none. */
  name?: string
  /** The type that a field is of, where the field has words of its own beside those of the type. */
  refersTo?(): SchemaNode
  /** Tells types of the same name apart. */
  id?: string
  properties?(): ReadonlyMap<string, SchemaNode>
  required?: ReadonlySet<string>
  items?(): SchemaNode
  /** The schema of the values of a map. */
  values?(): SchemaNode
  enum?: readonly unknown[]
  externalDocs?: { description?: string; url?: string }
}
