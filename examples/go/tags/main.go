// Tags gives a tag to all devices that a filter picks, or takes it from them.
package main

import (
	"context"
	"fmt"
	"strings"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: tags --filter ODATA (--set KEY=VALUE | --remove KEY) [--apply]

Shows which devices would be tagged, or lose a tag; changes them with --apply.

  --filter ODATA   picks the devices, as "is_online eq true and startswith(device_name,'gate')"
  --set KEY=VALUE  gives them this tag
  --remove KEY     takes this tag from them
  --apply          does it
`

// change is what is to be done to devices.
type change struct {
	key, value string
	isRemoval  bool
	// What is said of it before the device's name: to be done, and done.
	plan, done string
}

// device is one that the filter picks, with the tag of the key in question if it has that.
type device struct {
	tool.Device
	Tags []struct{ Value string } `json:"device_tag"`
}

func main() {
	command := tool.New(usage)
	filter := command.String("filter", "", "")
	set := command.String("set", "", "")
	remove := command.String("remove", "", "")
	isApplied := command.Bool("apply", false, "")
	command.Arguments()
	if *filter == "" {
		command.Misuse("--filter is missing")
	}
	if (*set == "") == (*remove == "") {
		command.Misuse("either --set or --remove has to be given")
	}
	wanted := change{
		key: *remove, isRemoval: true,
		plan: "remove " + *remove + " from", done: "removed " + *remove + " from",
	}
	if *set != "" {
		key, value, isPair := strings.Cut(*set, "=")
		if !isPair || key == "" {
			command.Misuse("--set is not of the form KEY=VALUE")
		}
		wanted = change{key: key, value: value, plan: "set " + *set + " on", done: "set " + *set + " on"}
	}
	command.Run(nil, func(ctx context.Context, client *balena.Client) error {
		return retag(ctx, client, *filter, wanted, *isApplied)
	})
}

func retag(ctx context.Context, client *balena.Client, filter string, wanted change, isApplied bool) error {
	devices, err := tool.Read[[]device](client.Device.GetAll(ctx, balena.Options{
		"$select": []string{"uuid", "device_name"},
		"$filter": filter,
		// As an object: whatever the key has in it, it is compared as a text.
		"$expand": map[string]any{"device_tag": map[string]any{
			"$select": "value", "$filter": map[string]any{"tag_key": wanted.key},
		}},
	}))
	if err != nil {
		return tool.Tried("list the devices", err)
	}
	changed := 0
	for _, device := range devices {
		switch {
		case wanted.isMet(device):
			fmt.Println("unchanged", device)
			continue
		case !isApplied:
			fmt.Println("would", wanted.plan, device)
		default:
			if err := wanted.apply(ctx, client, device.UUID); err != nil {
				return tool.Tried(fmt.Sprint(wanted.plan, " ", device), err)
			}
			fmt.Println(wanted.done, device)
		}
		changed++
	}
	if isApplied {
		fmt.Printf("changed %d of %d devices\n", changed, len(devices))
	} else {
		fmt.Printf("%d of %d devices would change\n", changed, len(devices))
	}
	return nil
}

// isMet tells whether a device is as it is wanted.
func (c change) isMet(d device) bool {
	if c.isRemoval {
		return len(d.Tags) == 0
	}
	return len(d.Tags) == 1 && d.Tags[0].Value == c.value
}

func (c change) apply(ctx context.Context, client *balena.Client, uuid string) error {
	if c.isRemoval {
		return client.DeviceTag.Remove(ctx, uuid, c.key, nil)
	}
	_, err := client.DeviceTag.Set(ctx, uuid, c.key, c.value, nil)
	return err
}
