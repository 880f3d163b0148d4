/** Every type that Thrift 0.17 has, in one service, and a second service for a connection with several. */

typedef i64 Tick

/** The values have a gap, and one is below zero: what is sent is the value. */
enum Operation {
  ADD = 1
  SUBTRACT = 2
  MULTIPLY = 100000
  DIVIDE = -4
}

struct Empty {}

struct Point {
  1: required double x
  2: required double y
}

struct Circle {
  1: required Point center
  2: required double radius
}

struct Polygon {
  1: required list<Point> corners
}

struct Group {
  1: required list<Shape> members
}

union Shape {
  1: Circle circle
  2: Polygon polygon
  7: Group group
}

/** The numbers of the fields go up by more than 15, down, and beyond a byte. */
struct Tree {
  1: required i32 value
  20: optional Tree left
  3: optional Tree right
  1000: required list<Tree> children
}

struct Sparse {
  1: required i32 least
  2: optional bool flag
  3: optional i8 small
  4: optional i64 large
  5: optional double ratio
  6: optional string text
  7: optional binary data
  8: optional Operation operation
  9: optional list<string> texts
  10: optional set<i32> numbers
  11: optional map<string, i32> counts
  12: optional Point point
  13: optional Shape shape
}

struct Everything {
  1: required bool yes
  2: required bool no
  3: required i8 small
  4: required i16 middle
  5: required i32 large
  6: required i64 huge
  7: required Tick tick
  8: required double ratio
  9: required string text
  10: required binary data
  11: required Operation operation
  12: required Point point
  13: required Shape shape
  14: required Tree tree
  15: required Sparse sparse

  31: required list<bool> flags
  32: required list<i8> smalls
  33: required list<i64> huges
  34: required list<double> ratios
  35: required list<string> texts
  36: required list<binary> datas
  37: required list<Operation> operations
  38: required list<list<i32>> matrix
  39: required list<map<string, Point>> named
  40: required list<Shape> shapes

  51: required set<bool> flagSet
  52: required set<i8> smallSet
  53: required set<i32> largeSet
  54: required set<i64> hugeSet
  55: required set<string> textSet
  56: required set<Operation> operationSet
  57: required list<set<i16>> sets

  71: required map<bool, i32> byFlag
  72: required map<i8, bool> bySmall
  73: required map<i16, string> byMiddle
  74: required map<i32, double> byLarge
  75: required map<i64, i64> byHuge
  76: required map<double, binary> byRatio
  77: required map<string, Point> byText
  78: required map<Operation, Operation> byOperation
  79: required map<string, list<i32>> lists
  80: required map<string, map<i32, set<string>>> nested

  300: required Empty empty
  301: required list<Empty> empties
}

/** A value, and what the server saw in it, as values.py describes it. */
struct Seen {
  1: required Everything value
  2: required string text
}

struct Quotient {
  1: required i32 quo
  2: required i32 rem
}

/** Has no message. */
exception DivideByZero {
  1: required i32 dividend
}

exception Overflow {
  1: required string message
  2: required i64 limit
  3: optional Operation operation
}

service Calculator {
  i32 multiply(1: i32 a, 2: i32 b)
  /** Throws Overflow when a is the least i32 and b is -1. */
  Quotient divide(1: i32 a, 2: i32 b) throws (1: DivideByZero zero, 4: Overflow overflow)
  i64 calculate(1: Operation operation, 3: i64 a, 2: i64 b) throws (1: Overflow overflow)

  bool echoBool(1: bool value)
  i8 echoByte(1: i8 value)
  i16 echoI16(1: i16 value)
  i32 echoI32(1: i32 value)
  i64 echoI64(1: i64 value)
  double echoDouble(1: double value)
  string echoString(1: string value)
  binary echoBinary(1: binary value)
  Operation echoOperation(1: Operation value)
  Tick echoTick(1: Tick value)
  list<i32> echoList(1: list<i32> value)
  set<string> echoSet(1: set<string> value)
  map<i32, string> echoMap(1: map<i32, string> value)
  Point echoPoint(1: Point value)
  Shape echoShape(1: Shape value)
  Tree echoTree(1: Tree value)
  Sparse echoSparse(1: Sparse value)
  Everything echoEverything(1: Everything value)
  Seen see(1: Everything value)

  void nothing()
  /** Notes the text, with no answer. */
  oneway void note(1: string text)
  /** What has been noted, oldest first. */
  list<string> noted()
  /** Fails with an error that is not declared. */
  void fail(1: string text)
  /** Fails with a TApplicationException of this type. */
  void refuse(1: i32 type, 2: string text)
}

/** A newer version of the service, of which the server knows nothing. */
service NewerCalculator extends Calculator {
  string unserved(1: string text)
}

/** The other service of a multiplexed connection; it has a method of the same name. */
service Greeter {
  string greet(1: string name)
  i32 multiply(1: i32 a, 2: i32 b)
}
