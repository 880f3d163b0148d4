import { bigInt, complex64, complex128, ip, method, rawString, service } from 'rpcgen/schema'
import { Type } from 'typebox'

export const Circle = Type.Object({ kind: Type.Literal('circle'), radius: Type.Number() }, { goType: 'main.Circle' })

export const Rectangle = Type.Object(
  { kind: Type.Literal('rectangle'), width: Type.Number(), height: Type.Number() },
  { goType: 'main.Rectangle' },
)

/** One figure of a drawing; a group is one made of others. */
export const Shape = Type.Cyclic(
  {
    Shape: Type.Union([Circle, Rectangle, Type.Ref('Group')]),
    Group: Type.Object(
      { kind: Type.Literal('group'), members: Type.Array(Type.Ref('Shape')) },
      { goType: '*main.Group' },
    ),
  },
  'Shape',
)

/** A drawing as an editor saves it. */
export const Drawing = Type.Object({
  /** The name of its file, in whichever encoding that has. */
  file: rawString(),
  shapes: Type.Array(Shape),
  /** What the cursor was on. */
  selected: Type.Optional(Shape),
  /** What everything is cut by, if anything. */
  clip: Type.Union([Shape, Type.Null()]),
  /** By the names that their authors gave them. */
  named: Type.Record(Type.String(), Shape),
  /** Where the coordinates of the drawing lie in the plane. */
  origin: complex64(),
  /** Coefficients of the outline's Fourier series. */
  outline: Type.Array(complex128()),
  /** Of all shapes, in square picometres. */
  area: bigInt(),
  /** The host that it was drawn on. */
  host: ip(),
  /** What else the editor knows of it. */
  properties: Type.Record(Type.String(), Type.Unknown()),
})

/** A store of drawings. */
export const Shapes = service('Shapes', {
  /** Stores a drawing, and answers with what is stored. */
  put: method({ params: Drawing, result: Drawing }),
  /** Scales shapes by the length of a number in the plane, and turns them by its angle. */
  transform: method({
    params: Type.Object({ shapes: Type.Array(Shape), by: complex128() }),
    result: Type.Array(Shape),
    idempotent: true,
  }),
  /** Takes a group of one for the one. */
  simplify: method({ params: Shape, result: Shape, idempotent: true }),
  /** The area of a shape, in square picometres. */
  area: method({ params: Shape, result: bigInt(), idempotent: true }),
  /** The hosts that a drawing was changed on. */
  hosts: method({ params: rawString(), result: Type.Array(ip()), idempotent: true }),
  /** Answers with any property as it is given it. */
  property: method({ params: Type.Unknown(), result: Type.Unknown(), idempotent: true }),
})
