// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// Sections holds the functions of a [Client], by what they are about.
type Sections struct {
	// Applications, also called fleets.
	Application Application
	// Configuration variables of applications.
	ApplicationConfigVariable ApplicationConfigVariable
	// Environment variables of applications.
	ApplicationEnvVariable ApplicationEnvVariable
	// Tags of applications.
	ApplicationTag ApplicationTag
	// Logging in, and who is.
	Auth Auth
	// Devices.
	Device Device
	// Configuration variables of devices.
	DeviceConfigVariable DeviceConfigVariable
	// Environment variables of devices.
	DeviceEnvVariable DeviceEnvVariable
	// Environment variables of services on single devices.
	DeviceServiceEnvVariable DeviceServiceEnvVariable
	// Tags of devices.
	DeviceTag DeviceTag
	// Tags of releases.
	ReleaseTag ReleaseTag
	// Environment variables of services.
	ServiceEnvVariable ServiceEnvVariable
	// The settings that are kept for later handles.
	Settings Settings
}

func sectionsOf(h *handle) Sections {
	return Sections{
		Application:               Application{h},
		ApplicationConfigVariable: ApplicationConfigVariable{h},
		ApplicationEnvVariable:    ApplicationEnvVariable{h},
		ApplicationTag:            ApplicationTag{h},
		Auth:                      Auth{h},
		Device:                    Device{h},
		DeviceConfigVariable:      DeviceConfigVariable{h},
		DeviceEnvVariable:         DeviceEnvVariable{h},
		DeviceServiceEnvVariable:  DeviceServiceEnvVariable{h},
		DeviceTag:                 DeviceTag{h},
		ReleaseTag:                ReleaseTag{h},
		ServiceEnvVariable:        ServiceEnvVariable{h},
		Settings:                  Settings{h},
	}
}
