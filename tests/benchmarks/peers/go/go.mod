module benchmarks

go 1.21

require github.com/libbalena/libbalena/bindings/go v0.0.0

replace github.com/libbalena/libbalena/bindings/go => ../../../../bindings/go
