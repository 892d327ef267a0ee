// Os-update updates the operating system of a device, and shows how that goes.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: os-update DEVICE VERSION [--interval SECONDS] [--actions-endpoint URL]

Updates balenaOS on a device (its full uuid or id) to a version, and follows that until it is done.

  --interval SECONDS      asks so often how far it is; 2 unless given
  --actions-endpoint URL  where the server for updates is, if not where balena says
`

// progress is how far the update of a device is. What the service has as null stays empty.
type progress struct {
	Status  string      `json:"update_status"`
	Event   string      `json:"last_update_status_event"`
	Percent json.Number `json:"overall_progress"`
	OS      string      `json:"os_version"`
}

func main() {
	command := tool.New(usage)
	seconds := command.Float64("interval", 2, "")
	actions := command.String("actions-endpoint", "", "")
	arguments := command.Arguments("DEVICE", "VERSION")
	if *seconds < 0 {
		command.Misuse("--interval is less than nothing")
	}
	interval := time.Duration(*seconds * float64(time.Second))
	options := balena.Options{}
	if *actions != "" {
		options["actions_endpoint"] = *actions
	}
	command.Run(options, func(ctx context.Context, client *balena.Client) error {
		return update(ctx, client, arguments[0], arguments[1], interval)
	})
}

func update(ctx context.Context, client *balena.Client, device, version string, interval time.Duration) error {
	ask := func() (progress, error) {
		now, err := tool.Read[progress](client.Device.GetOSUpdateStatus(ctx, device, nil))
		return now, tool.Tried("ask how far the update is", err)
	}
	before, err := ask()
	if err != nil {
		return err
	}
	if _, err := client.Device.StartOSUpdate(ctx, device, version, nil); err != nil {
		return tool.Tried("start the update", err)
	}
	for last := before; ; {
		now, err := ask()
		if err != nil {
			return err
		}
		// Until the device takes the update up, its row tells of the one before.
		hasBegun := now.Status != before.Status || now.Event != before.Event
		if hasBegun && now != last {
			last = now
			fmt.Println(now)
			switch {
			case now.Status == "aborted" || now.Status == "rejected":
				return fmt.Errorf("the update failed: %s", now.Status)
			case now.Status == "done" && now.OS == before.OS:
				// What it was updated to did not start, and it went back.
				return fmt.Errorf("the update failed: %s runs %s", device, now.OS)
			case now.Status == "done":
				fmt.Printf("%s runs %s\n", device, now.OS)
				return nil
			}
		}
		select {
		case <-ctx.Done():
			// The device goes on by itself.
			return errors.New("interrupted; the update goes on")
		case <-time.After(interval):
		}
	}
}

func (p progress) String() string {
	if p.Percent != "" {
		return fmt.Sprintf("%s %s%%", p.Status, p.Percent)
	}
	return p.Status
}
