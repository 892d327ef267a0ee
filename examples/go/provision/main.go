// Provision registers a new device and writes the config.json with which it comes online as that
// device.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"examples/internal/tool"
	balena "github.com/libbalena/libbalena/bindings/go"
)

const usage = `usage: provision APPLICATION [--name NAME] [--os-version VERSION] [--output FILE]

Registers a new device with an application (its id, slug or uuid), and writes its config.json.

  --name NAME           calls the device so; else balena finds a name
  --os-version VERSION  balenaOS of the device; the recommended one of the application's device type
                        unless given
  --output FILE         a file that is not there yet; config.json unless given
`

func main() {
	command := tool.New(usage)
	name := command.String("name", "", "")
	version := command.String("os-version", "", "")
	path := command.String("output", "config.json", "")
	application := command.Arguments("APPLICATION")[0]
	command.Run(nil, func(ctx context.Context, client *balena.Client) error {
		device, err := provision(ctx, client, application, *name, *version, *path)
		if err != nil {
			return err
		}
		fmt.Printf("registered %s as %s, wrote %s\n", device.UUID, device.Name, *path)
		return nil
	})
}

func provision(
	ctx context.Context, client *balena.Client, application, name, version, path string,
) (device tool.Device, err error) {
	// The file comes first: what can't be written must not cost a device. It is made here, so that no
	// file is overwritten, and holds keys, so that nobody else may read it.
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return device, fmt.Errorf("%s exists already", path)
	} else if err != nil {
		return device, unwritable(path, err)
	}
	defer file.Close()
	defer func() {
		if err != nil {
			os.Remove(path)
		}
	}()
	if version == "" {
		if version, err = recommended(ctx, client, application); err != nil {
			return device, err
		}
	}
	if device.UUID, err = client.Device.GenerateUUID(); err != nil {
		return device, tool.Tried("make a uuid", err)
	}
	registered, err := tool.Read[struct {
		ID  int64
		Key string `json:"api_key"`
	}](client.Device.Register(ctx, application, device.UUID, nil))
	if err != nil && !isOutcomeUnknown(err) {
		return device, tool.Tried("register a device", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(ctx, client, device.UUID))
		}
	}()
	if err != nil {
		return device, tool.Tried("register a device", err)
	}
	if name != "" {
		if err := client.Device.Rename(ctx, device.UUID, name, nil); err != nil {
			return device, tool.Tried("name the device", err)
		}
	}
	if device.Name, err = client.Device.GetName(ctx, device.UUID, nil); err != nil {
		return device, tool.Tried("get the device's name", err)
	}
	// What is not of interest here passes through as it is.
	config, err := tool.Read[map[string]any](client.DeviceOS.GetConfig(ctx, application, balena.Options{
		"version": version,
		// The provisioning key that is made for this is not kept, so it need not be valid for longer than an hour.
		"provisioningKeyExpiryDate": time.Now().Add(time.Hour).UnixMilli(),
	}))
	if err != nil {
		return device, tool.Tried("make the configuration", err)
	}
	// With a key of its own the device needs none with which others could be registered.
	delete(config, "apiKey")
	config["uuid"] = device.UUID
	config["deviceId"] = registered.ID
	config["deviceApiKey"] = registered.Key
	config["registered_at"] = time.Now().Unix()
	writer := json.NewEncoder(file)
	writer.SetIndent("", "  ")
	// A disk may turn out to be full only when the file is closed.
	return device, unwritable(path, errors.Join(writer.Encode(config), file.Close()))
}

// unwritable says of which file it is that it can't be written, as the error of a file does, too.
func unwritable(path string, err error) error {
	var failure *fs.PathError
	if errors.As(err, &failure) {
		err = failure.Err
	}
	return tool.Tried("write "+path, err)
}

// recommended gives the version of balenaOS that balena recommends for the devices of an application.
func recommended(ctx context.Context, client *balena.Client, application string) (string, error) {
	row, err := tool.Read[struct {
		Type []struct{ Slug string } `json:"is_for__device_type"`
	}](client.Application.GetByID(ctx, application, balena.Options{
		"$select": "id", "$expand": map[string]any{"is_for__device_type": map[string]any{"$select": "slug"}},
	}))
	if err != nil {
		return "", tool.Tried("find the application", err)
	}
	if len(row.Type) == 0 {
		return "", errors.New("the application's device type is not known: --os-version has to be given")
	}
	slug := row.Type[0].Slug
	versions, err := tool.Read[struct{ Recommended string }](client.DeviceOS.GetSupportedVersions(ctx, slug, nil))
	if err == nil && versions.Recommended == "" {
		return "", fmt.Errorf("no version of balenaOS is recommended for the %s: --os-version has to be given", slug)
	}
	return versions.Recommended, tool.Tried("list the versions of balenaOS", err)
}

// isOutcomeUnknown tells whether what a call was to write may be there although the call failed.
func isOutcomeUnknown(err error) bool {
	var failure *balena.Error
	return errors.As(err, &failure) && failure.OutcomeUnknown
}

// remove removes the device again, also when it is Ctrl-C, and with it the end of ctx, that made this
// necessary.
func remove(ctx context.Context, client *balena.Client, uuid string) error {
	err := client.Device.Remove(context.WithoutCancel(ctx), uuid, nil)
	if errors.Is(err, balena.ErrDeviceNotFound) {
		return nil
	}
	return tool.Tried("remove the device "+uuid+" again", err)
}
