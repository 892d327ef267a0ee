// The same through the binding for Go.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"

	"benchmarks/internal/measure"
	balena "github.com/libbalena/libbalena/bindings/go"
)

type client struct {
	measure.Workload
	*balena.Client
}

var background = context.Background()

func main() {
	w := measure.Asked()
	options := balena.Options{"api_endpoint": w.URL, "token": measure.Token, "data_directory": nil}
	if path := os.Getenv("BENCHMARK_CA_FILE"); path != "" {
		options["ca_file"] = path
	}
	made, err := balena.New(options)
	measure.Fail(err)
	measure.Run(w, client{w, made})
}

func (c client) Call() bool {
	device, err := c.Device.Get(background, measure.UUID, nil)
	measure.Fail(err)
	if c.Variant == "text" {
		return len(device) > 1000
	}
	var row measure.Row
	measure.Fail(json.Unmarshal(device, &row))
	return row.ID == 1
}

func (c client) List(count int) int {
	options := balena.Options{"$top": count}
	if c.Variant == "rows" {
		options = balena.Options{"pages": count / 1000}
		rows := 0
		measure.Begin()
		_, err := c.Device.ForEach(background, options, func(row json.RawMessage) bool {
			rows++
			return true
		})
		measure.End()
		measure.Fail(err)
		return rows
	}
	measure.Begin()
	devices, err := c.Device.GetAll(background, options)
	measure.Fail(err)
	if c.Variant == "text" {
		measure.End()
		return len(devices)
	}
	var rows []measure.Row
	measure.Fail(json.Unmarshal(devices, &rows))
	measure.End()
	return len(rows)
}

func (c client) Follow(count int) int {
	lines := 0
	subscription, err := c.Logs.Subscribe(background, measure.UUID, balena.Options{"count": "all"},
		func(message balena.Message) bool {
			if message.IsLine() && (c.Variant == "text" || measure.IsLine(message.Document)) {
				lines++
			}
			return lines < count
		})
	measure.Fail(err)
	measure.Fail(subscription.Wait())
	return lines
}

// Streams waits for the first line of each.
func (c client) Streams(count int) int {
	var begun sync.WaitGroup
	begun.Add(count)
	for i := 1; i <= count; i++ {
		var first sync.Once
		_, err := c.Logs.Subscribe(background, fmt.Sprintf("%062x", i), balena.Options{"count": "all"},
			func(message balena.Message) bool {
				if message.IsLine() {
					first.Do(begun.Done)
				}
				return true
			})
		measure.Fail(err)
	}
	begun.Wait()
	return count
}

func (c client) Download() int {
	options := balena.Options{"deviceType": "raspberrypi3", "version": "6.0.24"}
	if c.Variant != "function" {
		options["path"] = os.Getenv("BENCHMARK_OUTPUT")
	}
	received := 0
	_, err := c.DeviceOS.Download(background, options, func(piece balena.Piece) bool {
		received += len(piece.Data)
		return true
	})
	measure.Fail(err)
	return received
}
