// Agent does in Go what a row of the fault matrix asks for, with one client, and prints what comes of it. The agents in
// C, C++ and C# know the same words; README.md lists them.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"

	balena "github.com/libbalena/libbalena/bindings/go"
)

var (
	// The last one is used.
	clients  []*balena.Client
	printing sync.Mutex
	input    = bufio.NewReader(os.Stdin)
	ctx      = context.Background()
	// What beside began, which is waited for in the end.
	besides sync.WaitGroup
)

// show prints a line at once: threads print, and so do functions that the library calls.
func show(kind string, document []byte) {
	printing.Lock()
	defer printing.Unlock()
	if document == nil {
		document = []byte("null")
	}
	fmt.Printf("{%q:%s}\n", kind, document)
}

func showError(err error) {
	var failed *balena.Error
	if errors.As(err, &failed) {
		show("error", failed.Document)
		return
	}
	code := "ERROR"
	if errors.Is(err, balena.ErrClosed) {
		code = "CLOSED"
	}
	document, _ := json.Marshal(map[string]string{"code": code, "message": err.Error()})
	show("error", document)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "agent:", err)
		os.Exit(2)
	}
}

// words are what an operation is given. Those that are missing are empty.
type words []string

func (w words) at(i int) string {
	if i < len(w) {
		return w[i]
	}
	return ""
}

func (w words) options(i int) balena.Options {
	if w.at(i) == "" {
		return nil
	}
	var options balena.Options
	decoder := json.NewDecoder(bytes.NewReader([]byte(w.at(i))))
	decoder.UseNumber()
	check(decoder.Decode(&options))
	return options
}

// document gives a result as JSON.
func document(result any, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	if raw, ok := result.(json.RawMessage); ok {
		return raw, nil
	}
	return json.Marshal(result)
}

func nothing(err error) ([]byte, error) {
	return nil, err
}

type operation func(client *balena.Client, w words) ([]byte, error)

var operations = map[string]operation{
	"get_device": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.Get(ctx, w.at(0), w.options(1)))
	},
	"get_devices": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.GetAll(ctx, w.options(0)))
	},
	"get_devices_of": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.GetAllByApplication(ctx, w.at(0), w.options(1)))
	},
	"get_device_by_name": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.GetByName(ctx, w.at(0), w.options(1)))
	},
	"get_application": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Application.Get(ctx, w.at(0), w.options(1)))
	},
	"create_application": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Application.Create(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"register_device": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.Register(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"set_note": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Device.Note(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"rename_device": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Device.Rename(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"move_devices": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Device.Move(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"remove_device": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Device.Remove(ctx, w.at(0), w.options(1)))
	},
	"tag": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.DeviceTag.Set(ctx, w.at(0), w.at(1), w.at(2), w.options(3)))
	},
	"get_tags": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.DeviceTag.GetAllByDevice(ctx, w.at(0), w.options(1)))
	},
	"create_variable": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.DeviceEnvVariable.Create(ctx, w.at(0), w.at(1), w.at(2), w.options(3)))
	},
	"start_os_update": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.StartOSUpdate(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"get_config": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Config.GetAll(ctx, w.options(0)))
	},
	"get_device_types": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Config.GetDeviceTypes(ctx, w.options(0)))
	},
	"whoami": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Auth.WhoAmI(ctx, w.options(0)))
	},
	"get_user_id": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Auth.GetUserID(ctx, w.options(0)))
	},
	"is_logged_in": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Auth.IsLoggedIn(ctx, w.options(0)))
	},
	"get_token": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Auth.GetToken())
	},
	"log_in": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Auth.Login(ctx, w.at(0), w.at(1), w.options(2)))
	},
	"log_in_with_token": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Auth.LoginWithToken(w.at(0)))
	},
	"log_out": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Auth.LogOut())
	},
	"get_history": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Logs.History(ctx, w.at(0), w.options(1)))
	},
	"download": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.DeviceOS.Download(ctx, w.options(0), nil))
	},
	"get_setting": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Settings.Get(w.at(0)))
	},
	"save_setting": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Settings.Set(w.at(0), w.at(1)))
	},
	"remove_setting": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Settings.Remove(w.at(0)))
	},
	"ping_supervisor": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Supervisor.Ping(ctx, w.at(0), w.options(1)))
	},
	"pine_get": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Pine.Get(ctx, w.at(0), w.options(1)))
	},
	"pine_post": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Pine.Post(ctx, w.at(0), json.RawMessage(w.at(1)), w.options(2)))
	},
	"pine_patch": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Pine.Patch(ctx, w.at(0), json.RawMessage(w.at(1)), w.options(2)))
	},
	"pine_delete": func(client *balena.Client, w words) ([]byte, error) {
		return nothing(client.Pine.Delete(ctx, w.at(0), w.options(1)))
	},
	"walk_devices": walkDevices,
	"follow_logs": func(client *balena.Client, w words) ([]byte, error) {
		return followLogs(client, w, false)
	},
	"follow_slowly": func(client *balena.Client, w words) ([]byte, error) {
		return followLogs(client, w, true)
	},
	"walk_and_throw": func(client *balena.Client, w words) ([]byte, error) {
		return document(client.Device.ForEach(ctx, w.options(0), func(json.RawMessage) bool {
			panic("thrown in a function")
		}))
	},
	"follow_and_throw": func(client *balena.Client, w words) ([]byte, error) {
		subscription, err := client.Logs.Subscribe(ctx, w.at(0), w.options(1), func(balena.Message) bool {
			panic("thrown in a function")
		})
		if err != nil {
			return nil, err
		}
		return nothing(subscription.Wait())
	},
	"unsubscribe_inside": func(client *balena.Client, w words) ([]byte, error) {
		return followAndEnd(client, w, func(own *balena.Client) error { return own.Logs.Unsubscribe(w.at(0)) })
	},
	"close_inside": func(client *balena.Client, w words) ([]byte, error) {
		return followAndEnd(client, w, (*balena.Client).Close)
	},
	"unsubscribe_meanwhile": func(client *balena.Client, w words) ([]byte, error) {
		return followAndEndMeanwhile(client, w, func(own *balena.Client) error { return own.Logs.Unsubscribe(w.at(0)) })
	},
	"close_meanwhile": func(client *balena.Client, w words) ([]byte, error) {
		return followAndEndMeanwhile(client, w, (*balena.Client).Close)
	},
	"use_closed": func(client *balena.Client, w words) ([]byte, error) {
		closed, err := client.With(nil)
		if err != nil {
			return nil, err
		}
		check(closed.Close())
		check(closed.Close())
		return document(closed.Device.GetAll(ctx, nil))
	},
}

// followAndEnd follows a log on a client of its own, whose function ends that with the first that it is told.
func followAndEnd(client *balena.Client, w words, end func(*balena.Client) error) ([]byte, error) {
	own, err := client.With(nil)
	if err != nil {
		return nil, err
	}
	defer own.Close()
	subscription, err := own.Logs.Subscribe(ctx, w.at(0), w.options(1), func(balena.Message) bool {
		check(end(own))
		return true
	})
	if err != nil {
		return nil, err
	}
	return nothing(endOf(subscription))
}

// followAndEndMeanwhile follows a log on a client of its own, and ends that while its function is held up.
func followAndEndMeanwhile(client *balena.Client, w words, end func(*balena.Client) error) ([]byte, error) {
	own, err := client.With(nil)
	if err != nil {
		return nil, err
	}
	defer own.Close()
	var isHeld, isEnded atomic.Bool
	held := make(chan struct{})
	subscription, err := own.Logs.Subscribe(ctx, w.at(0), w.options(1), func(balena.Message) bool {
		if isEnded.Load() {
			check(errors.New("the function was called after the subscription had ended"))
		}
		if isHeld.CompareAndSwap(false, true) {
			close(held)
			waitForLine()
			show("left", nil)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	<-held
	show("ending", nil)
	check(end(own))
	isEnded.Store(true)
	show("ended", nil)
	return nothing(endOf(subscription))
}

// endOf waits for the end of a subscription, and gives its error unless it was ended from here.
func endOf(subscription *balena.Subscription) error {
	err := subscription.Wait()
	if errors.Is(err, balena.ErrCancelled) || errors.Is(err, balena.ErrClosed) {
		return nil
	}
	return err
}

func walkDevices(client *balena.Client, w words) ([]byte, error) {
	return document(client.Device.ForEach(ctx, w.options(0), func(row json.RawMessage) bool {
		show("row", row)
		return true
	}))
}

// followLogs prints each line and event, until there were so many lines. The first one holds a slow function up until
// the runner says to go on.
func followLogs(client *balena.Client, w words, isSlow bool) ([]byte, error) {
	left := 1
	if w.at(1) != "" {
		var err error
		left, err = strconv.Atoi(w.at(1))
		check(err)
	}
	subscription, err := client.Logs.Subscribe(ctx, w.at(0), w.options(2), func(message balena.Message) bool {
		if message.Err != nil {
			return false
		}
		show("log", message.Document)
		if message.IsLine() {
			left--
			if isSlow {
				waitForLine()
			}
			isSlow = false
		}
		return left > 0
	})
	if err != nil {
		return nil, err
	}
	return nothing(subscription.Wait())
}

func newest() *balena.Client {
	return clients[len(clients)-1]
}

func addClient(client *balena.Client, err error) {
	if err != nil {
		showError(err)
		return
	}
	clients = append(clients, client)
}

func closeClient() {
	check(newest().Close())
	clients = clients[:len(clients)-1]
}

func count(text string) int {
	number, err := strconv.Atoi(text)
	check(err)
	return number
}

func waitForLine() {
	show("waiting", nil)
	_, err := input.ReadString('\n')
	check(err)
}

// begin does it beside, and gives what is closed with its end.
func begin(what func()) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		what()
	}()
	return ended
}

func perform(w words) {
	switch w[0] {
	case "threads":
		var running sync.WaitGroup
		for i := count(w[1]); i > 0; i-- {
			running.Add(1)
			go func() {
				defer running.Done()
				perform(w[2:])
			}()
		}
		running.Wait()
		return
	case "times":
		for i := count(w[1]); i > 0; i-- {
			perform(w[2:])
		}
		return
	case "wait":
		waitForLine()
		return
	case "beside":
		besides.Add(1)
		go func() {
			defer besides.Done()
			perform(w[1:])
		}()
		return
	case "cancelling":
		ended := begin(func() { perform(w[1:]) })
		waitForLine()
		newest().Cancel()
		<-ended
		return
	case "closing":
		ended := begin(func() { perform(w[1:]) })
		waitForLine()
		client := newest()
		closed := begin(func() {
			check(client.Close())
			show("closed", nil)
		})
		for {
			if _, err := client.Settings.Get("api_endpoint"); errors.Is(err, balena.ErrClosed) {
				break
			}
			runtime.Gosched()
		}
		show("closing", nil)
		<-ended
		<-closed
		clients = clients[:len(clients)-1]
		return
	case "new":
		addClient(balena.New(w.options(1)))
		return
	}
	// Without a client there was an error already, and nothing can follow.
	if len(clients) == 0 {
		return
	}
	switch w[0] {
	case "with":
		addClient(newest().With(w.options(1)))
	case "cancel":
		newest().Cancel()
	case "close":
		closeClient()
	default:
		run, ok := operations[w[0]]
		if !ok {
			check(errors.New("there is no such operation"))
		}
		result, err := run(newest(), w[1:])
		if err != nil {
			showError(err)
		} else {
			show("result", result)
		}
	}
}

// text is the word, or what is in the file that it names as @FILE.
func text(word string) string {
	if word == "" || word[0] != '@' {
		return word
	}
	content, err := os.ReadFile(word[1:])
	check(err)
	return string(content)
}

func main() {
	if len(os.Args) < 3 {
		check(errors.New("usage: agent OPTIONS OPERATION [ARGUMENT]... [then OPERATION [ARGUMENT]...]..."))
	}
	if os.Args[1] != "-" {
		perform(words{"new", text(os.Args[1])})
	}
	var operation words
	for _, word := range append(os.Args[2:], "then") {
		if word != "then" {
			operation = append(operation, text(word))
			continue
		}
		perform(operation)
		operation = nil
	}
	besides.Wait()
	for len(clients) > 0 {
		closeClient()
	}
}
