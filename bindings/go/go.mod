module github.com/libbalena/libbalena/bindings/go

go 1.21
