// Code generated from src/ffi by BLESS=1 cargo test --test bindings. DO NOT EDIT.

package balena

// Sections holds the functions of a [Client], by what they are about.
type Sections struct {
	// Applications, also called fleets.
	Application Application
	// Logging in, and who is.
	Auth Auth
	// Devices.
	Device Device
	// The settings that are kept for later handles.
	Settings Settings
}

func sectionsOf(h *handle) Sections {
	return Sections{
		Application: Application{h},
		Auth:        Auth{h},
		Device:      Device{h},
		Settings:    Settings{h},
	}
}
