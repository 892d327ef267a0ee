// Package tool is what the example tools have in common: how they read their command lines and
// balena's answers, and how they end.
package tool

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// Command is the command line of a tool. Its flags may also stand behind its arguments.
type Command struct {
	flag.FlagSet
	usage string
}

// New begins a command line; what --help shows begins with "usage: NAME …".
func New(usage string) *Command {
	c := &Command{usage: usage}
	c.Init(strings.Fields(usage)[1], flag.ContinueOnError)
	// What is wrong is said by Misuse.
	c.SetOutput(io.Discard)
	return c
}

// Arguments gives what is not a flag, which is called so; in brackets what may be missing. It ends the
// program for --help, and where the tool is misused.
func (c *Command) Arguments(names ...string) []string {
	var arguments []string
	for rest := os.Args[1:]; len(rest) > 0; {
		err := c.Parse(rest)
		if errors.Is(err, flag.ErrHelp) {
			fmt.Print(c.usage)
			os.Exit(0)
		} else if err != nil {
			c.Misuse(err.Error())
		}
		flags := rest[:len(rest)-c.NArg()]
		if c.NArg() == 0 || len(flags) > 0 && flags[len(flags)-1] == "--" {
			arguments = append(arguments, c.Args()...)
			break
		}
		// The package flag stops at the first argument.
		arguments, rest = append(arguments, c.Arg(0)), c.Args()[1:]
	}
	if given := len(arguments); given > len(names) {
		c.Misuse("unexpected argument " + arguments[len(names)])
	} else if given < len(names) && names[given][0] != '[' {
		c.Misuse(names[given] + " is missing")
	}
	return arguments
}

// Misuse ends the program because of its command line.
func (c *Command) Misuse(why string) {
	usage, _, _ := strings.Cut(c.usage, "\n")
	fmt.Fprintf(os.Stderr, "%s: %s\n%s\n", c.Name(), why, usage)
	os.Exit(2)
}

// Run does a tool's work with a client, and ends the program. The client's options may be nil: who and
// where it is then follows from the environment, or from what "balena login" left. The context ends
// with Ctrl-C.
func (c *Command) Run(options balena.Options, work func(context.Context, *balena.Client) error) {
	err := connected(options, work)
	if err == nil {
		os.Exit(0)
	}
	for _, line := range strings.Split(err.Error(), "\n") {
		fmt.Fprintf(os.Stderr, "%s: %s\n", c.Name(), line)
	}
	ending := exit{code: 1}
	errors.As(err, &ending)
	os.Exit(ending.code)
}

// connected is apart from Run because os.Exit would skip what is deferred.
func connected(options balena.Options, work func(context.Context, *balena.Client) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	client, err := balena.New(options)
	if err != nil {
		return Tried("make a client", err)
	}
	defer client.Close()
	return work(ctx, client)
}

// Tried adds to the error of a call what it was for; no error stays none.
func Tried(what string, err error) error {
	if err == nil {
		return nil
	}
	return &tried{what, err}
}

type tried struct {
	what string
	err  error
}

func (t *tried) Error() string {
	var failure *balena.Error
	if errors.As(t.err, &failure) {
		return fmt.Sprintf("%s: %s (%s)", t.what, failure.Message, failure.Code.String())
	}
	return fmt.Sprintf("%s: %v", t.what, t.err)
}

func (t *tried) Unwrap() error { return t.err }

// exit is an error that ends the program with a code of its own.
type exit struct {
	code int
	error
}

// ExitWith makes an error end the program with this code.
func ExitWith(code int, err error) error { return exit{code, err} }

// Read reads what a call gives into a type of the caller's, which has a field for each field that is
// of interest.
func Read[T any](document json.RawMessage, err error) (T, error) {
	var value T
	if err == nil {
		err = json.Unmarshal(document, &value)
	}
	return value, err
}

// Device is a device's row, as far as the tools name devices.
type Device struct {
	Name string `json:"device_name"`
	UUID string `json:"uuid"`
}

// String is the device as people know it.
func (d Device) String() string { return fmt.Sprintf("%s (%.7s)", d.Name, d.UUID) }
