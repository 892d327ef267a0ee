//go:build go1.23

package balena_test

import (
	"encoding/json"
	"iter"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

func TestLinesAreRangedOver(t *testing.T) {
	simulator, client, uuid := fleet(t)
	simulator.write(uuid, 3, "line ")
	var seen []string
	var lines iter.Seq2[json.RawMessage, error] = client.Logs.Lines(background, uuid, balena.Options{"count": "all"})
	for line, err := range lines {
		works(t, err)
		if seen = append(seen, content(t, line)); len(seen) == 3 {
			break
		}
	}
	same(t, seen, numbered("line ", 0, 3))
	// Each loop is a subscription of its own.
	next, stop := iter.Pull2(lines)
	defer stop()
	line, err, _ := next()
	works(t, err)
	same(t, []string{content(t, line)}, numbered("line ", 0, 1))
}

func TestRowsAreRangedOver(t *testing.T) {
	client := startSimulator(t, "--fleet", "5").loggedIn()
	var ids []int64
	var rows iter.Seq2[json.RawMessage, error] = client.Device.Enumerate(background, balena.Options{"page_size": 2})
	for row, err := range rows {
		works(t, err)
		if ids = append(ids, idOf(t, row)); len(ids) == 3 {
			break
		}
	}
	are(t, ids, 1, 2, 3)
}
