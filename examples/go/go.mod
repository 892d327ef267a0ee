module examples

go 1.21

require balena v0.0.0

replace balena => ../../bindings/go
