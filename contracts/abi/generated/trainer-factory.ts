// Made by `npm run abi` from the compiled contracts. Do not edit.
export const trainerFactoryAbi = [
  {
    "type": "constructor",
    "inputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "addressOf",
    "inputs": [
      {
        "name": "creator",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "rules",
        "type": "tuple",
        "internalType": "struct Rules",
        "components": [
          {
            "name": "encoderId",
            "type": "bytes32",
            "internalType": "bytes32"
          },
          {
            "name": "dimensions",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "refundWait",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "sweepWait",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "depositWeightGwei",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "minimumDepositGwei",
            "type": "uint40",
            "internalType": "uint40"
          }
        ]
      },
      {
        "name": "card",
        "type": "tuple",
        "internalType": "struct Card",
        "components": [
          {
            "name": "name",
            "type": "string",
            "internalType": "string"
          },
          {
            "name": "description",
            "type": "string",
            "internalType": "string"
          },
          {
            "name": "labels",
            "type": "tuple[]",
            "internalType": "struct Label[]",
            "components": [
              {
                "name": "name",
                "type": "string",
                "internalType": "string"
              },
              {
                "name": "definition",
                "type": "string",
                "internalType": "string"
              }
            ]
          }
        ]
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "count",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "create",
    "inputs": [
      {
        "name": "rules",
        "type": "tuple",
        "internalType": "struct Rules",
        "components": [
          {
            "name": "encoderId",
            "type": "bytes32",
            "internalType": "bytes32"
          },
          {
            "name": "dimensions",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "refundWait",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "sweepWait",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "depositWeightGwei",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "minimumDepositGwei",
            "type": "uint40",
            "internalType": "uint40"
          }
        ]
      },
      {
        "name": "card",
        "type": "tuple",
        "internalType": "struct Card",
        "components": [
          {
            "name": "name",
            "type": "string",
            "internalType": "string"
          },
          {
            "name": "description",
            "type": "string",
            "internalType": "string"
          },
          {
            "name": "labels",
            "type": "tuple[]",
            "internalType": "struct Label[]",
            "components": [
              {
                "name": "name",
                "type": "string",
                "internalType": "string"
              },
              {
                "name": "definition",
                "type": "string",
                "internalType": "string"
              }
            ]
          }
        ]
      },
      {
        "name": "weights",
        "type": "uint256[]",
        "internalType": "uint256[]"
      },
      {
        "name": "biases",
        "type": "int16[]",
        "internalType": "int16[]"
      },
      {
        "name": "samplesSeen",
        "type": "uint32",
        "internalType": "uint32"
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "trainer",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "createdAt",
    "inputs": [
      {
        "name": "trainer",
        "type": "address",
        "internalType": "address"
      }
    ],
    "outputs": [
      {
        "name": "blockNumber",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "implementation",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "page",
    "inputs": [
      {
        "name": "from",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "size",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "entries",
        "type": "tuple[]",
        "internalType": "struct ITrainerFactory.Entry[]",
        "components": [
          {
            "name": "trainer",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "creator",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "blockNumber",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "event",
    "name": "TrainerCreated",
    "inputs": [
      {
        "name": "trainer",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "creator",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "encoderId",
        "type": "bytes32",
        "indexed": true,
        "internalType": "bytes32"
      }
    ],
    "anonymous": false
  },
  {
    "type": "error",
    "name": "EmptyName",
    "inputs": []
  },
  {
    "type": "error",
    "name": "TextTooLong",
    "inputs": [
      {
        "name": "length",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "maximum",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongDeposits",
    "inputs": [
      {
        "name": "depositWeightGwei",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "minimumDepositGwei",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongDimensions",
    "inputs": [
      {
        "name": "dimensions",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongLabelCount",
    "inputs": [
      {
        "name": "labels",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "WrongWaits",
    "inputs": [
      {
        "name": "refundWait",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "sweepWait",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  }
] as const
