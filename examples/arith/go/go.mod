module arith

go 1.19
