// Fleet logs in and shows the devices as a table.
//
// BALENA_API_ENDPOINT names the server, balenaCloud unless it is set; FLEET_USERNAME and
// FLEET_PASSWORD name the account.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"text/tabwriter"

	"balena"
)

type device struct {
	UUID   string `json:"uuid"`
	Name   string `json:"device_name"`
	Online bool   `json:"is_online"`
}

func main() {
	// An interrupt ends the call that is under way.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	// A data_directory of nil keeps the login in memory.
	client, err := balena.New(balena.Options{"data_directory": nil})
	must(err)
	defer client.Close()
	must(client.Auth.Login(ctx, os.Getenv("FLEET_USERNAME"), os.Getenv("FLEET_PASSWORD"), nil))

	rows, err := client.Device.GetAll(ctx, balena.Options{
		"$select": []string{"uuid", "device_name", "is_online"}, "$top": 50,
	})
	must(err)
	var devices []device
	must(json.Unmarshal(rows, &devices))
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tUUID\tSTATE")
	for _, device := range devices {
		state := map[bool]string{true: "online", false: "offline"}[device.Online]
		fmt.Fprintf(table, "%s\t%.7s\t%s\n", device.Name, device.UUID, state)
	}
	must(table.Flush())
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
