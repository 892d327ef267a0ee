// Logs shows the log of a device, and follows it until Ctrl-C.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: logs DEVICE [--count N] [--history]

Shows the last lines of a device's log (of its full uuid or id), and follows it until Ctrl-C.

  --count N  so many of the lines that are there already; 100 unless given
  --history  ends behind the lines that are there
`

// line is a line of a log, as far as it is shown.
type line struct {
	// By the device's clock, in milliseconds since 1970.
	Timestamp int64
	Message   string
	IsSystem  bool
	IsStdErr  bool
	// Nil where no service wrote it.
	ServiceID *int64
}

func main() {
	command := tool.New(usage)
	count := command.Uint("count", 100, "")
	isHistory := command.Bool("history", false, "")
	device := command.Arguments("DEVICE")[0]
	command.Run(nil, func(ctx context.Context, client *balena.Client) error {
		options := balena.Options{"count": *count}
		if *isHistory {
			return tool.Tried("get the log", history(ctx, client, device, options))
		}
		err := follow(ctx, client, device, options)
		if ctx.Err() != nil {
			// Ctrl-C is how this is meant to end.
			return nil
		}
		return tool.Tried("follow the log", err)
	})
}

func history(ctx context.Context, client *balena.Client, device string, options balena.Options) error {
	lines, err := tool.Read[[]line](client.Logs.History(ctx, device, options))
	for _, line := range lines {
		fmt.Println(line)
	}
	return err
}

// follow returns when ctx is done, or when there is an error that no other connection mends.
func follow(ctx context.Context, client *balena.Client, device string, options balena.Options) error {
	subscription, err := client.Logs.Subscribe(ctx, device, options, func(message balena.Message) bool {
		switch {
		case message.IsLine():
			var l line
			if err := json.Unmarshal(message.Document, &l); err != nil {
				fmt.Fprintln(os.Stderr, "logs: a line is not as it should be:", err)
				break
			}
			fmt.Println(l)
		case message.Err == nil:
			fmt.Fprintln(os.Stderr, "logs:", describe(message))
		}
		// An error comes here, too, but is also what Wait gives.
		return true
	})
	if err != nil {
		return err
	}
	return subscription.Wait()
}

// describe says what happened to the stream.
func describe(message balena.Message) string {
	var event struct {
		Count   int64
		RetryIn int64 `json:"retry_in_ms"`
		Error   struct{ Message string }
	}
	if err := json.Unmarshal(message.Document, &event); err != nil {
		return message.Event
	}
	switch message.Event {
	case "disconnected":
		return fmt.Sprintf("disconnected, and tries again in %v: %s",
			time.Duration(event.RetryIn)*time.Millisecond, event.Error.Message)
	case "gap":
		return "gap: lines may be missing"
	case "suppressed":
		return fmt.Sprintf("suppressed: the service left out %d lines", event.Count)
	case "skipped":
		return "skipped a line: " + event.Error.Message
	}
	return message.Event
}

func (l line) String() string {
	from, mark := "-", ""
	if l.IsSystem {
		from = "system"
	} else if l.ServiceID != nil {
		from = fmt.Sprint(*l.ServiceID)
	}
	if l.IsStdErr && !l.IsSystem {
		mark = "! "
	}
	return fmt.Sprintf("%s [%s] %s%s", time.UnixMilli(l.Timestamp).UTC().Format(time.RFC3339), from, mark, l.Message)
}
