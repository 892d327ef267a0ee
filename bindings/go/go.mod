module balena

go 1.21
