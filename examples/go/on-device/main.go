// On-device asks the supervisor of the device that it runs on, from within a container of the
// application's.
//
// The container needs the label io.balena.features.supervisor-api: balenaOS then tells it in its
// environment where the supervisor is, and the key to it.
package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: on-device [status | identify | restart [--force] | update [--force]]

For a container on a device: asks the device's own supervisor, which needs no login.

  status    shows what the device says of itself; this is done unless something else is given
  identify  lets a LED blink, so that people see which device it is
  restart   restarts the containers of the application
  update    looks at once whether there is an update
  --force   although an application holds the lock against updates
`

// here is the device that this runs on, as the section Supervisor calls it.
const here = ""

// exitLocked is the exit code where an application holds the lock against updates.
const exitLocked = 3

func main() {
	command := tool.New(usage)
	isForced := command.Bool("force", false, "")
	action := "status"
	if arguments := command.Arguments("[ACTION]"); len(arguments) > 0 {
		action = arguments[0]
	}
	actions := map[string]func(context.Context, balena.Supervisor, balena.Options) error{
		"status": status, "identify": identify, "restart": restart, "update": update,
	}
	act, isKnown := actions[action]
	if !isKnown {
		command.Misuse("unknown action: " + action)
	}
	var options balena.Options
	if *isForced {
		if action != "restart" && action != "update" {
			command.Misuse("--force is for restart and update")
		}
		options = balena.Options{"force": true}
	}
	command.Run(nil, func(ctx context.Context, client *balena.Client) error {
		err := act(ctx, client.Supervisor, options)
		if errors.Is(err, balena.ErrSupervisorLocked) {
			return tool.ExitWith(exitLocked, fmt.Errorf("%w\n--force overrides the lock", err))
		}
		return err
	})
}

func status(ctx context.Context, supervisor balena.Supervisor, _ balena.Options) error {
	state, err := tool.Read[map[string]any](supervisor.GetDeviceState(ctx, here, nil))
	if err != nil {
		return tool.Tried("ask the supervisor", err)
	}
	for _, name := range []string{
		"api port", "os version", "supervisor version", "status", "ip address", "update pending",
	} {
		value := state[strings.ReplaceAll(name, " ", "_")]
		// What the supervisor does not know yet is null, or not there.
		if value == nil {
			value = "-"
		}
		fmt.Printf("%s: %v\n", name, value)
	}
	return nil
}

func identify(ctx context.Context, supervisor balena.Supervisor, _ balena.Options) error {
	return tool.Tried("blink", supervisor.Blink(ctx, here, nil))
}

func restart(ctx context.Context, supervisor balena.Supervisor, options balena.Options) error {
	_, err := supervisor.Restart(ctx, here, options)
	return tool.Tried("restart the application", err)
}

func update(ctx context.Context, supervisor balena.Supervisor, options balena.Options) error {
	return tool.Tried("look for an update", supervisor.Update(ctx, here, options))
}
