// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// Sections holds the functions of a [Client], by what they are about.
type Sections struct {
	// The user's API keys.
	APIKey APIKey
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
	// What the service says of itself.
	Config Config
	// Devices.
	Device Device
	// Configuration variables of devices.
	DeviceConfigVariable DeviceConfigVariable
	// Environment variables of devices.
	DeviceEnvVariable DeviceEnvVariable
	// The operating system of devices, balenaOS.
	DeviceOS DeviceOS
	// Environment variables of services on single devices.
	DeviceServiceEnvVariable DeviceServiceEnvVariable
	// Tags of devices.
	DeviceTag DeviceTag
	// Images, which releases are made of.
	Image Image
	// The user's public SSH keys.
	Key Key
	// Logs of devices.
	Logs Logs
	// Any resource of the service, for what no other section has.
	Pine Pine
	// Releases of applications.
	Release Release
	// Tags of releases.
	ReleaseTag ReleaseTag
	// Services of applications.
	Service Service
	// Environment variables of services.
	ServiceEnvVariable ServiceEnvVariable
	// The settings that are kept for later handles.
	Settings Settings
	// The supervisors of devices.
	Supervisor Supervisor
	// Two-factor logins.
	TwoFactorAuth TwoFactorAuth
}

func sectionsOf(h *handle) Sections {
	return Sections{
		APIKey:                    APIKey{h},
		Application:               Application{h},
		ApplicationConfigVariable: ApplicationConfigVariable{h},
		ApplicationEnvVariable:    ApplicationEnvVariable{h},
		ApplicationTag:            ApplicationTag{h},
		Auth:                      Auth{h},
		Config:                    Config{h},
		Device:                    Device{h},
		DeviceConfigVariable:      DeviceConfigVariable{h},
		DeviceEnvVariable:         DeviceEnvVariable{h},
		DeviceOS:                  DeviceOS{h},
		DeviceServiceEnvVariable:  DeviceServiceEnvVariable{h},
		DeviceTag:                 DeviceTag{h},
		Image:                     Image{h},
		Key:                       Key{h},
		Logs:                      Logs{h},
		Pine:                      Pine{h},
		Release:                   Release{h},
		ReleaseTag:                ReleaseTag{h},
		Service:                   Service{h},
		ServiceEnvVariable:        ServiceEnvVariable{h},
		Settings:                  Settings{h},
		Supervisor:                Supervisor{h},
		TwoFactorAuth:             TwoFactorAuth{h},
	}
}
