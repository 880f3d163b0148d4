package main

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"os"
	"reflect"
	"strings"
	"time"
)

// answer is one line of the oracle's.
type answer struct {
	// Value is what was decoded, in canonical form; it is there, if null, when Go accepted.
	Value *json.RawMessage `json:"value,omitempty"`
	Hex   string           `json:"hex,omitempty"`
	Error string           `json:"error,omitempty"`
	Panic string           `json:"panic,omitempty"`
	Hang  bool             `json:"hang,omitempty"`
	// Wrong says why the line is no question.
	Wrong string `json:"wrong,omitempty"`
}

// patience is how long one question may take before Go is said to hang.
const patience = 5 * time.Second

// oracle answers the lines `decode TYPE HEX` and `encode TYPE JSON`, each with a
// line of JSON; types are as typeOfText reads them. Where Go hangs it says so and
// ends; where Go crashes there is no answer at all.
func oracle() error {
	for _, value := range []interface{}{
		Dot{}, &Rec{}, MyInt(0), []interface{}{}, map[string]interface{}{}, map[string]int{}, time.Time{}, &big.Int{},
	} {
		gob.Register(value)
	}
	registerGoTestTypes()
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		watchdog := time.AfterFunc(patience, func() {
			fmt.Println(jsonText(answer{Hang: true}))
			os.Exit(3)
		})
		reply := jsonText(answerTo(strings.TrimSuffix(line, "\n")))
		watchdog.Stop()
		if _, err := fmt.Println(reply); err != nil {
			return err
		}
	}
}

func answerTo(line string) (reply answer) {
	defer func() {
		if r := recover(); r != nil {
			reply = answer{Panic: fmt.Sprint(r)}
		}
	}()
	words := strings.SplitN(line, " ", 3)
	if len(words) != 3 {
		return answer{Wrong: "not a question: " + line}
	}
	t, err := typeOfText(words[1])
	if err != nil {
		return answer{Wrong: err.Error()}
	}
	switch words[0] {
	case "decode":
		return decodeText(t, words[2])
	case "encode":
		return encodeText(t, words[2])
	}
	return answer{Wrong: "not a question: " + line}
}

func decodeText(t reflect.Type, text string) answer {
	stream, err := hex.DecodeString(text)
	if err != nil {
		return answer{Wrong: err.Error()}
	}
	target := reflect.New(t)
	if err := gob.NewDecoder(bytes.NewReader(stream)).DecodeValue(target); err != nil {
		return answer{Error: err.Error()}
	}
	value := json.RawMessage(jsonText(canonical(target.Elem())))
	return answer{Value: &value}
}

func encodeText(t reflect.Type, text string) answer {
	var value interface{}
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		return answer{Wrong: err.Error()}
	}
	made := reflect.New(t)
	if err := ofCanonical(made.Elem(), value); err != nil {
		return answer{Wrong: err.Error()}
	}
	var stream bytes.Buffer
	// The value and not a pointer to it: a pointer to an interface is the only way to send one.
	if t.Kind() != reflect.Interface {
		made = made.Elem()
	}
	if err := gob.NewEncoder(&stream).EncodeValue(made); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Hex: hex.EncodeToString(stream.Bytes())}
}
