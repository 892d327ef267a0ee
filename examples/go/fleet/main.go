// Fleet reports the devices of an application, or all of them, as a table or as comma-separated
// values.
package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: fleet [--csv] [APPLICATION]

Reports the devices of an application (its id, slug or uuid), or all that you have access to.

  --csv  writes comma-separated values, with full uuids
`

// device is the part of a device's row that is shown. What the service has as null stays empty.
type device struct {
	UUID     string `json:"uuid"`
	Name     string `json:"device_name"`
	IsOnline bool   `json:"is_online"`
	OS       string `json:"os_version"`
	LastSeen string `json:"last_connectivity_event"`
	// What is expanded comes as a list, also where there is one at most.
	Type []struct{ Slug string } `json:"is_of__device_type"`
}

func main() {
	command := tool.New(usage)
	asCSV := command.Bool("csv", false, "")
	arguments := command.Arguments("[APPLICATION]")
	command.Run(nil, func(ctx context.Context, client *balena.Client) error {
		devices, err := list(ctx, client, arguments)
		if err != nil {
			return tool.Tried("list the devices", err)
		}
		if *asCSV {
			return writeCSV(os.Stdout, devices)
		}
		return writeTable(os.Stdout, devices)
	})
}

// list gets the devices, which come ordered by name.
func list(ctx context.Context, client *balena.Client, application []string) ([]device, error) {
	options := balena.Options{
		// A row has dozens of fields: asking for those that are shown spares most of the traffic.
		"$select": []string{"uuid", "device_name", "is_online", "os_version", "last_connectivity_event"},
		"$expand": map[string]any{"is_of__device_type": map[string]any{"$select": "slug"}},
	}
	if len(application) > 0 {
		return tool.Read[[]device](client.Device.GetAllByApplicationID(ctx, application[0], options))
	}
	return tool.Read[[]device](client.Device.GetAll(ctx, options))
}

func writeTable(to io.Writer, devices []device) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	online := 0
	fmt.Fprintln(table, "NAME\tUUID\tTYPE\tSTATE\tOS\tLAST SEEN")
	for _, d := range devices {
		if d.IsOnline {
			online++
		}
		fmt.Fprintf(table, "%s\t%.7s\t%s\t%s\t%s\t%s\n",
			d.Name, d.UUID, orDash(d.typeSlug()), d.state(), orDash(d.OS), orDash(d.LastSeen))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(to, "%d devices, %d online\n", len(devices), online)
	return err
}

func writeCSV(to io.Writer, devices []device) error {
	table := csv.NewWriter(to)
	table.Write([]string{"name", "uuid", "device_type", "online", "os_version", "last_seen"})
	for _, d := range devices {
		table.Write([]string{d.Name, d.UUID, d.typeSlug(), fmt.Sprint(d.IsOnline), d.OS, d.LastSeen})
	}
	table.Flush()
	return table.Error()
}

func (d device) typeSlug() string {
	if len(d.Type) == 0 {
		return ""
	}
	return d.Type[0].Slug
}

func (d device) state() string {
	if d.IsOnline {
		return "online"
	}
	return "offline"
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
